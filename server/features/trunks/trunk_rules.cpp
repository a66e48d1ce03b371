#include "features/trunks/trunk_rules.h"

#include <algorithm>

#include <fmt/format.h>

#include "features/contacts/contact.h"
#include "features/customers/phone_key.h"

namespace madoguchi::features {
namespace {

using base::invalid_input;
using base::Status;

Status taken(std::string field) {
  base::Error error = base::make_error(base::ErrorCode::kAlreadyExists);
  error.field = std::move(field);
  return base::fail(std::move(error));
}

bool has_host(const std::vector<voice::Trunk>& trunks, const voice::NetAddress& host) {
  return std::ranges::any_of(trunks, [&](const voice::Trunk& trunk) {
    return std::ranges::any_of(
        trunk.hosts, [&](const voice::NetAddress& other) { return other.has_same_host(host); });
  });
}

}  // namespace

std::string number_key(const std::string& number) {
  const std::string key = phone_key(number);
  return key.empty() ? number : key;
}

Status check_beside(const voice::Trunk& trunk, const std::vector<voice::Trunk>& others) {
  if (others.size() >= kMaxTrunks) {
    return base::fail(invalid_input("name", fmt::format("at most {} trunks", kMaxTrunks)));
  }
  if (trunk.name == kWebTrunk) {
    return base::fail(invalid_input("name", "another name: calls from pages have this one"));
  }
  if (trunk.registers && trunk.user.empty()) {
    return base::fail(invalid_input("user", "a user to register with"));
  }
  if (std::ranges::find(others, trunk.name, &voice::Trunk::name) != others.end()) {
    return taken("name");
  }
  for (std::size_t n = 0; n < trunk.hosts.size(); ++n) {
    if (has_host(others, trunk.hosts[n])) return taken(fmt::format("addresses[{}]", n));
  }
  return {};
}

Status check_beside(const PhoneNumber& number, const std::vector<std::string>& others,
                    const ServiceDirectory& directory) {
  if (others.size() >= kMaxNumbers) {
    return base::fail(invalid_input("number", fmt::format("at most {} numbers", kMaxNumbers)));
  }
  const std::string key = number_key(number.number);
  if (std::ranges::any_of(others, [&](const auto& other) { return number_key(other) == key; })) {
    return taken("number");
  }
  const auto entry = directory.find(number.service);
  if (!entry) return base::fail(invalid_input("serviceId", "the id of a service"));
  const bool has_queue = !number.queue || std::ranges::find(entry->queues, *number.queue,
                                                            &Queue::id) != entry->queues.end();
  if (!has_queue) return base::fail(invalid_input("queueId", "the id of a queue of the service"));
  return {};
}

}  // namespace madoguchi::features
