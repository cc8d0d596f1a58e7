//! One web page, fetched by its address without giving anything away.
//!
//! An address may come from anywhere, and a page may redirect to anywhere: so that nobody reaches the services of this
//! machine or its network that way, names are resolved here, only addresses of the public internet are connected to, and
//! each redirect is looked at like the first address. Nothing is sent along: no cookie, no password, no referrer. Time and
//! size are bounded, and an error shows a page's status and type, never what it says.

mod address;

use std::error::Error as _;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{CONTENT_TYPE, HeaderName, LOCATION};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, Url};

/// Redirects that are followed, at most.
const REDIRECTS: usize = 5;
/// The largest page, in bytes.
const BYTES: usize = 20 << 20;
/// Until the whole page is there, redirects among it.
const TIME: Duration = Duration::from_secs(30);

/// Which addresses may be connected to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Reach {
    /// Those of the public internet.
    #[default]
    Public,
    /// Those of this machine and its network as well.
    Private,
}

/// A page as it came.
#[derive(Debug)]
pub struct Page {
    /// Where it was found in the end.
    pub address: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The encoding that its sender names.
    pub encoding: Option<String>,
}

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Not an address of the web.
    #[error("only http and https addresses are fetched; save the page as a file and draft that")]
    Address,
    /// The address leads into this machine or its network.
    #[error(
        "{host} is an address of this machine or its network, which is not fetched from; allow it with --allow-private-addresses"
    )]
    Private {
        /// The host as the address or a redirect names it.
        host: String,
    },
    /// The server answers with a status that is no page.
    #[error(
        "the server answers {status}; look whether the address opens in a browser, or save the page as a file"
    )]
    Status {
        /// Status code and its name.
        status: String,
    },
    /// It is something else than a web page.
    #[error("this is {kind}, not a web page; save it as a file and draft that")]
    Kind {
        /// The type that the server names.
        kind: String,
    },
    /// One redirect leads to the next.
    #[error("the page redirects more than {REDIRECTS} times; give the address that it opens at in a browser")]
    Redirects,
    /// Longer than any article.
    #[error("the page is larger than {} MB; save it as a file, cut it, and draft that", BYTES >> 20)]
    Size,
    /// It took too long.
    #[error("no page within {} seconds; try again, or save it as a file", TIME.as_secs())]
    Time,
    /// The server cannot be reached, or breaks off.
    #[error("{host} cannot be reached; check the address and the network")]
    Network {
        /// The host.
        host: String,
        /// What the network says.
        #[source]
        source: reqwest::Error,
    },
}

/// The page at `address`.
///
/// # Errors
/// [`Error`], whose message says what to do instead.
pub async fn page(address: &str, reach: Reach) -> Result<Page, Error> {
    let may: Judge = match reach {
        Reach::Public => address::is_public,
        Reach::Private => |_| true,
    };
    let fetched = tokio::time::timeout(TIME, fetched(address, may));
    fetched.await.unwrap_or(Err(Error::Time))
}

/// Which addresses may be connected to.
type Judge = fn(IpAddr) -> bool;

async fn fetched(address: &str, may: Judge) -> Result<Page, Error> {
    let mut url = Url::parse(address).map_err(|_| Error::Address)?;
    let client = Client::builder()
        .redirect(Policy::none())
        .referer(false)
        // A proxy would resolve names itself.
        .no_proxy()
        .dns_resolver(std::sync::Arc::new(Judged(may)))
        .user_agent(concat!("tarjuman/", env!("CARGO_PKG_VERSION")))
        .build();
    let client = client.map_err(|source| network(&url, source))?;
    for _ in 0..=REDIRECTS {
        let response = asked(&client, &url, may).await?;
        let status = response.status();
        if status.is_redirection()
            && let Some(place) = header(&response, &LOCATION)
        {
            url = url.join(place).map_err(|_| Error::Address)?;
            continue;
        }
        if !status.is_success() {
            return Err(Error::Status {
                status: status.to_string(),
            });
        }
        let encoding = encoding(&response)?;
        return Ok(Page {
            bytes: bytes(response, &url).await?,
            address: url.to_string(),
            encoding,
        });
    }
    Err(Error::Redirects)
}

/// Asks for `url`, if it is one that may be asked for.
async fn asked(client: &Client, url: &Url, may: Judge) -> Result<Response, Error> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(Error::Address);
    }
    let host = url.host_str().ok_or(Error::Address)?;
    // A number is not resolved, so that the resolver does not see it.
    let number = host
        .trim_start_matches('[')
        .trim_end_matches(']')
        .parse::<IpAddr>();
    if number.is_ok_and(|number| !may(number)) {
        return Err(Error::Private {
            host: host.to_owned(),
        });
    }
    let mut bare = url.clone();
    // What stands before the `@` of an address is a password.
    let _ = bare.set_username("");
    let _ = bare.set_password(None);
    client.get(bare).send().await.map_err(|error| network(url, error))
}

/// A page's bytes, counted as they come.
async fn bytes(mut response: Response, url: &Url) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    while let Some(part) = response.chunk().await.map_err(|error| network(url, error))? {
        if bytes.len() + part.len() > BYTES {
            return Err(Error::Size);
        }
        bytes.extend_from_slice(&part);
    }
    Ok(bytes)
}

/// The encoding that the sender of a web page names.
fn encoding(response: &Response) -> Result<Option<String>, Error> {
    let Some(told) = header(response, &CONTENT_TYPE) else {
        return Ok(None);
    };
    let mut parts = told.split(';').map(str::trim);
    let kind = parts.next().unwrap_or_default().to_ascii_lowercase();
    if !matches!(kind.as_str(), "text/html" | "application/xhtml+xml") {
        let is_plain = |c: &char| c.is_ascii_alphanumeric() || "/+.-".contains(*c);
        let kind = kind.chars().filter(is_plain).take(60).collect();
        return Err(Error::Kind { kind });
    }
    let named = parts.find_map(|part| part.strip_prefix("charset="));
    Ok(named.map(|name| name.trim_matches('"').to_owned()))
}

fn header<'a>(response: &'a Response, name: &HeaderName) -> Option<&'a str> {
    response.headers().get(name)?.to_str().ok()
}

fn network(url: &Url, source: reqwest::Error) -> Error {
    let host = url.host_str().unwrap_or_default().to_owned();
    let mut cause = source.source();
    while let Some(error) = cause {
        if error.is::<Refused>() {
            return Error::Private { host };
        }
        cause = error.source();
    }
    Error::Network {
        host,
        source: source.without_url(),
    }
}

/// A name that resolves to no address that may be connected to.
#[derive(Debug, thiserror::Error)]
#[error("no public address")]
struct Refused;

/// The system's resolver, of whose answers only those stand that may be connected to: the connection goes to the very
/// address that was judged.
struct Judged(Judge);

impl Resolve for Judged {
    fn resolve(&self, name: Name) -> Resolving {
        let may = self.0;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let allowed: Vec<SocketAddr> = found.filter(|address| may(address.ip())).collect();
            if allowed.is_empty() {
                return Err(Refused.into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests;
