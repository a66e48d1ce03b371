#include "voice/sip/sip_gate.h"

#include <list>

#include "voice/sip/re_values.h"

namespace madoguchi::voice {
namespace {

thread_local SipGate* current = nullptr;

/// A listening socket of libre with the handler that it was opened with.
struct GatedListener {
  SipGate& gate;
  tcp_sock** socket;
  tcp_conn_h* handler;
  void* argument;
};
/// One for each listener of the thread, for its life.
thread_local std::list<GatedListener> listeners;
/// The gate of the connection that libre is accepting just now.
thread_local SipGate* accepting = nullptr;

bool is_kept_out(sa* source, mbuf* buffer, void* argument) {
  const std::string_view datagram(reinterpret_cast<const char*>(mbuf_buf(buffer)),
                                  mbuf_get_left(buffer));
  return !static_cast<SipGate*>(argument)->admits_datagram(from_libre(*source), datagram);
}

void on_connection(const sa* peer, void* argument) {
  const auto& listener = *static_cast<GatedListener*>(argument);
  if (listener.gate.admits_connection(from_libre(*peer))) {
    accepting = &listener.gate;
    listener.handler(peer, listener.argument);
    accepting = nullptr;
  } else {
    tcp_reject(*listener.socket);
  }
}

}  // namespace

GatedSockets::GatedSockets(SipGate& gate) { current = &gate; }
GatedSockets::~GatedSockets() { current = nullptr; }

}  // namespace madoguchi::voice

// The linker leads libre's calls of these three here (cmake/MadoguchiPackages.cmake): it gives no
// other way to its sockets.
// NOLINTBEGIN(bugprone-reserved-identifier,readability-identifier-naming): names of the linker.
extern "C" {

int __real_udp_listen(udp_sock** socket, const sa* local, udp_recv_h* handler, void* argument);
int __real_tcp_listen(tcp_sock** socket, const sa* local, tcp_conn_h* handler, void* argument);
int __real_tcp_accept(tcp_conn** connection, tcp_sock* socket, tcp_estab_h* established,
                      tcp_recv_h* received, tcp_close_h* closed, void* argument);
int __wrap_udp_listen(udp_sock** socket, const sa* local, udp_recv_h* handler, void* argument);
int __wrap_tcp_listen(tcp_sock** socket, const sa* local, tcp_conn_h* handler, void* argument);
int __wrap_tcp_accept(tcp_conn** connection, tcp_sock* socket, tcp_estab_h* established,
                      tcp_recv_h* received, tcp_close_h* closed, void* argument);

int __wrap_udp_listen(udp_sock** socket, const sa* local, udp_recv_h* handler, void* argument) {
  using madoguchi::voice::current;
  const int error = __real_udp_listen(socket, local, handler, argument);
  if (error != 0 || current == nullptr) return error;
  udp_helper* helper = nullptr;  // lives as long as the socket
  return udp_register_helper(&helper, *socket, 0, nullptr, madoguchi::voice::is_kept_out, current);
}

int __wrap_tcp_listen(tcp_sock** socket, const sa* local, tcp_conn_h* handler, void* argument) {
  using namespace madoguchi::voice;
  if (current == nullptr) return __real_tcp_listen(socket, local, handler, argument);
  auto& listener = listeners.emplace_back(GatedListener{*current, socket, handler, argument});
  return __real_tcp_listen(socket, local, on_connection, &listener);
}

int __wrap_tcp_accept(tcp_conn** connection, tcp_sock* socket, tcp_estab_h* established,
                      tcp_recv_h* received, tcp_close_h* closed, void* argument) {
  using namespace madoguchi::voice;
  const int error = __real_tcp_accept(connection, socket, established, received, closed, argument);
  sa peer{};
  if (error == 0 && accepting != nullptr && tcp_conn_peer_get(*connection, &peer) == 0) {
    accepting->on_accepted(tcp_conn_fd(*connection), from_libre(peer));
  }
  return error;
}

}  // extern "C"
// NOLINTEND(bugprone-reserved-identifier,readability-identifier-naming)
