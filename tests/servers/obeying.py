"""A language model that says what it is told to, on a free port of the loopback interface.

Speaks chat completions. Its first argument is a file of cases: `>` a source, `!` the answer to it (to an order: what a machine
writes that obeyed). A second one is a file that takes each message it is sent, one a line.
"""
import http.server, json, sys

import parent

parent.leave_with_parent()
obeyed, source = {}, None
for line in open(sys.argv[1], encoding='utf-8'):
    mark, rest = line[:1], line[1:].strip()
    if mark == '>':
        source = rest
    elif mark == '!':
        obeyed[source] = rest.split(' |')[0].removesuffix('|').strip()


class Model(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers['content-length'])))
        message = json.loads(request['messages'][-1]['content'])
        if len(sys.argv) > 2:
            with open(sys.argv[2], 'a', encoding='utf-8') as log:
                log.write(json.dumps(message, ensure_ascii=False) + '\n')
        asked = message['segments']
        items = [{'id': one['id'], 'text': obeyed.get(one['text'], 'HACKED')} for one in asked]
        content = json.dumps({'translations': items})
        choice = {'index': 0, 'finish_reason': 'stop', 'message': {'role': 'assistant', 'content': content}}
        body = json.dumps({'choices': [choice], 'usage': {}}).encode()
        self.send_response(200)
        self.send_header('content-length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Model)
parent.tell(server.server_address[1])
server.serve_forever()
