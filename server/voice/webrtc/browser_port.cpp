#include "voice/webrtc/browser_port.h"

#include <vector>

namespace madoguchi::voice {
namespace {

/// So many at once; what is left waits for the next round, so that one socket does not hold up the
/// others.
constexpr int kDatagramsAtOnce = 64;

}  // namespace

void BrowserPort::on_readable(int, MediaTime now) {
  for (int i = 0; i < kDatagramsAtOnce; ++i) {
    NetAddress source;
    const int size = socket_.receive(datagram_, source);
    if (size < 0) return;
    receive({datagram_.data(), static_cast<std::size_t>(size)}, source, now);
  }
}

/// A check says itself whom it is for: a page that was loaded anew may have the address of the one
/// before.
std::shared_ptr<BrowserTransport> BrowserPort::find(Bytes datagram, const NetAddress& source) {
  if (is_stun(datagram)) {
    const auto found = by_ufrag_.find(request_ufrag(datagram));
    return found == by_ufrag_.end() ? nullptr : found->second;
  }
  const auto known = by_source_.find(source);
  return known == by_source_.end() ? nullptr : known->second;
}

void BrowserPort::receive(Bytes datagram, const NetAddress& source, MediaTime now) {
  const auto transport = find(datagram, source);
  if (!transport) return;
  const auto before = transport->peer();
  if (!transport->receive(datagram, source, now) || transport->peer() != source) return;
  if (before != source) forget_source(*transport, before);
  by_source_.insert_or_assign(source, transport);
}

/// The address may be another's by now.
void BrowserPort::forget_source(const BrowserTransport& transport,
                                const std::optional<NetAddress>& source) {
  const auto known = source ? by_source_.find(*source) : by_source_.end();
  if (known != by_source_.end() && known->second.get() == &transport) by_source_.erase(known);
}

/// A browser may close its transport while it is told of the tick.
void BrowserPort::on_tick(MediaTime now) {
  std::vector<std::shared_ptr<BrowserTransport>> all;
  all.reserve(by_ufrag_.size());
  for (const auto& [ufrag, transport] : by_ufrag_) all.push_back(transport);
  for (const auto& transport : all) transport->tick(now);
}

std::shared_ptr<BrowserTransport> BrowserPort::open(const DtlsIdentity& identity,
                                                    BrowserTransportOptions options,
                                                    BrowserListener& listener) {
  auto transport = std::make_shared<BrowserTransport>(
      identity, std::move(options), listener,
      [this](Bytes datagram, const NetAddress& target) { socket_.send(datagram, target); });
  by_ufrag_.insert_or_assign(transport->ufrag(), transport);
  return transport;
}

void BrowserPort::close(const std::shared_ptr<BrowserTransport>& transport) {
  transport->close();
  forget_source(*transport, transport->peer());
  by_ufrag_.erase(transport->ufrag());
}

}  // namespace madoguchi::voice
