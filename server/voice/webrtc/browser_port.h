#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "voice/webrtc/browser_transport.h"

namespace madoguchi::voice {

/// The one UDP port of a media thread to which all its browsers send. Which of them a datagram is
/// from is told by the user fragment of its checks, and then by its address: the one address of
/// each that ICE has chosen.
class BrowserPort final : public MediaTenant {
 public:
  explicit BrowserPort(UdpSocket socket) : socket_(std::move(socket)) {}

  [[nodiscard]] NetAddress local() const { return socket_.local(); }
  [[nodiscard]] std::vector<int> sockets() const override { return {socket_.fd()}; }
  void on_readable(int fd, MediaTime now) override;
  void on_tick(MediaTime now) override;

  /// Begins to listen for a browser; media thread, as is the rest. The listener outlives it.
  std::shared_ptr<BrowserTransport> open(const DtlsIdentity& identity,
                                         BrowserTransportOptions options,
                                         BrowserListener& listener);
  void close(const std::shared_ptr<BrowserTransport>& transport);
  [[nodiscard]] std::size_t size() const { return by_ufrag_.size(); }
  [[nodiscard]] std::size_t sources() const { return by_source_.size(); }

 private:
  void receive(Bytes datagram, const NetAddress& source, MediaTime now);
  void forget_source(const BrowserTransport& transport, const std::optional<NetAddress>& source);
  [[nodiscard]] std::shared_ptr<BrowserTransport> find(Bytes datagram, const NetAddress& source);

  UdpSocket socket_;
  std::unordered_map<std::string, std::shared_ptr<BrowserTransport>> by_ufrag_;
  std::unordered_map<NetAddress, std::shared_ptr<BrowserTransport>, NetAddressHash> by_source_;
  std::array<std::uint8_t, PacketBuffer::kMaxPacket> datagram_{};
};

}  // namespace madoguchi::voice
