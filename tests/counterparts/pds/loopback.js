// Both servers listen on every interface when they are given a bare port. Here that port is of this machine alone.
const net = require('net');
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (first, ...rest) {
  const bare = /^\d+$/.test(String(first)) && typeof rest[0] !== 'string';
  return bare ? listen.call(this, { port: Number(first), host: '127.0.0.1' }, ...rest) : listen.call(this, first, ...rest);
};
