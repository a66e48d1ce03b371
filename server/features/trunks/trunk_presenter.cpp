#include "features/trunks/trunk_presenter.h"

#include <algorithm>

#include <boost/json/array.hpp>

#include "base/json.h"
#include "base/json_reader.h"

namespace madoguchi::features {
namespace {

using base::json_id;
using voice::TrunkFault;
using voice::TrunkHealth;

constexpr std::uint16_t kSipPort = 5060;

constexpr base::EnumName<TrunkHealth> kHealths[] = {
    {"unknown", TrunkHealth::kUnknown}, {"up", TrunkHealth::kUp}, {"down", TrunkHealth::kDown}};

constexpr base::EnumName<TrunkFault> kFaults[] = {
    {"none", TrunkFault::kNone},
    {"noAnswer", TrunkFault::kNoAnswer},
    {"unreachable", TrunkFault::kUnreachable},
    {"portClosed", TrunkFault::kPortClosed},
    {"connectionLost", TrunkFault::kConnectionLost},
    {"wrongCredentials", TrunkFault::kWrongCredentials},
    {"refused", TrunkFault::kRefused}};

boost::json::array addresses_json(const voice::Trunk& trunk) {
  boost::json::array addresses;
  for (const voice::NetAddress& host : trunk.hosts) {
    addresses.emplace_back(boost::json::string(host.host()));
  }
  return addresses;
}

boost::json::value state_json(const std::optional<voice::TrunkState>& state) {
  if (!state) return nullptr;
  const bool is_known = state->health != TrunkHealth::kUnknown;
  return boost::json::object{
      {"health", base::enum_name(state->health, kHealths)},
      {"reason", base::enum_name(state->answer.fault, kFaults)},
      {"status", state->answer.status},
      {"since", is_known ? base::json_time(state->since) : boost::json::value(nullptr)},
      {"checkedAt", base::json_or_null(state->checked_at)},
      {"lastCallAt", base::json_or_null(state->last_call_at)},
      {"calls", state->calls}};
}

}  // namespace

boost::json::object trunk_json(const TrunkView& view) {
  const voice::Trunk& trunk = view.trunk;
  const std::uint16_t port = trunk.hosts.front().port();
  return {{"id", base::json_or_null(view.id)},
          {"isFixed", !view.id},
          {"name", trunk.name},
          {"addresses", addresses_json(trunk)},
          {"port", port == 0 ? kSipPort : port},
          {"transport", trunk.is_tcp ? "tcp" : "udp"},
          {"registers", trunk.registers},
          {"user", trunk.user},
          {"hasPassword", !trunk.password.empty()},
          {"assertsIdentity", trunk.asserts_identity},
          {"isAsked", trunk.is_asked},
          {"state", state_json(view.state)}};
}

boost::json::object number_json(const PhoneNumber& number) {
  return {{"id", json_id(number.id)},
          {"isFixed", false},
          {"number", number.number},
          {"serviceId", json_id(number.service)},
          {"queueId", base::json_or_null(number.queue)}};
}

/// Null is a service that is not there, and the default queue, which has the calls as well when the
/// one that the configuration names is not there (any more).
boost::json::object number_json(const FixedNumber& number, const ServiceDirectory& directory) {
  const auto entry = directory.find_by_key(number.service_key);
  std::optional<base::QueueId> queue;
  if (entry && !number.queue.empty()) {
    const auto found = std::ranges::find(entry->queues, number.queue, &Queue::name);
    if (found != entry->queues.end()) queue = found->id;
  }
  return {{"id", nullptr},
          {"isFixed", true},
          {"number", number.number},
          {"serviceId", entry ? json_id(entry->service.id) : boost::json::value(nullptr)},
          {"queueId", base::json_or_null(queue)}};
}

boost::json::object target_json(const ServiceEntry& service) {
  boost::json::array queues;
  for (const Queue& queue : service.queues) {
    queues.push_back({{"id", json_id(queue.id)}, {"name", queue.name}});
  }
  return {{"serviceId", json_id(service.service.id)},
          {"name", service.service.name},
          {"queues", std::move(queues)}};
}

}  // namespace madoguchi::features
