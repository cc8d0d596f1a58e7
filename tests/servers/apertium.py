"""apertium-apy on a free port of the loopback interface: the service itself has no option to bind to one."""
import socket, sys

import tornado.httpserver

import parent

sys.argv = ['apertium-apy', '-p', '0', '-j', '1', '/usr/share/apertium']


def bind(self, port, *rest, **options):
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.bind(('127.0.0.1', 0))
    listener.listen(128)
    listener.setblocking(False)
    self.add_sockets([listener])
    parent.tell(listener.getsockname()[1])


parent.leave_with_parent()
tornado.httpserver.HTTPServer.bind = bind
tornado.httpserver.HTTPServer.listen = bind
import apertium_apy.apy as apy
apy.main()
