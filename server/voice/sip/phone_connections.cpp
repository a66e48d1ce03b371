#include "voice/sip/phone_connections.h"

#include <algorithm>
#include <optional>

#include <sys/socket.h>

namespace madoguchi::voice {
namespace {

constexpr base::RateLimit kConnectionLimit{.burst = 20, .refill = base::Milliseconds(3'000)};

/// socket(7), SO_COOKIE; nothing: it is no socket any more.
std::optional<std::uint64_t> cookie_of(int descriptor) {
  std::uint64_t cookie = 0;
  socklen_t size = sizeof(cookie);
  if (::getsockopt(descriptor, SOL_SOCKET, SO_COOKIE, &cookie, &size) != 0) return std::nullopt;
  return cookie;
}

}  // namespace

PhoneConnections::PhoneConnections(const PhoneBindings& bindings, const base::Clock& clock)
    : bindings_(bindings), clock_(clock), hosts_(clock, kConnectionLimit) {}

bool PhoneConnections::admits(const NetAddress& source) {
  const auto unregistered = std::ranges::count_if(
      connections_, [this](const Connection& each) { return !bindings_.is_heard(each.source); });
  return static_cast<std::size_t>(unregistered) < kMostUnregistered &&
         hosts_.take(source.host()).has_value();
}

void PhoneConnections::add(int descriptor, const NetAddress& source) {
  if (const auto cookie = cookie_of(descriptor)) {
    connections_.push_back({descriptor, *cookie, source, clock_.now() + kTimeToRegister});
  }
}

void PhoneConnections::tick() {
  const base::Time now = clock_.now();
  std::erase_if(connections_, [&](const Connection& each) {
    if (cookie_of(each.descriptor) != each.cookie) return true;
    if (!is_over(each, now)) return false;
    ::shutdown(each.descriptor, SHUT_RDWR);  // libre reads the end of it, and closes
    return true;
  });
}

bool PhoneConnections::is_over(const Connection& connection, base::Time now) const {
  return now >= connection.until && !bindings_.is_heard(connection.source);
}

}  // namespace madoguchi::voice
