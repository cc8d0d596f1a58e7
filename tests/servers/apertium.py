"""apertium-apy on a free port of the loopback interface: the service itself has no option to bind to one.

Prints the port on standard output when it listens; ends when standard input does.
"""
import os, socket, sys, threading

import tornado.httpserver

sys.argv = ['apertium-apy', '-p', '0', '-j', '1', '/usr/share/apertium']


def bind(self, port, *rest, **options):
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.bind(('127.0.0.1', 0))
    listener.listen(128)
    listener.setblocking(False)
    self.add_sockets([listener])
    print(listener.getsockname()[1], flush=True)


def leave_with_parent():
    sys.stdin.read()
    os.killpg(0, 15)


os.setpgid(0, 0)
tornado.httpserver.HTTPServer.bind = bind
tornado.httpserver.HTTPServer.listen = bind
threading.Thread(target=leave_with_parent, daemon=True).start()
import apertium_apy.apy as apy
apy.main()
