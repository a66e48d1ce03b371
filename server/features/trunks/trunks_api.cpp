#include "features/trunks/trunks_api.h"

#include <set>
#include <utility>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "base/json_reader.h"
#include "features/sign_in/request_input.h"
#include "features/trunks/trunk_presenter.h"

namespace madoguchi::features {
namespace {

using base::JsonReader;
using transport::Method;
using transport::Request;

constexpr std::size_t kMaxAddresses = 16;
constexpr base::TextLimits kAddress{.min = 1, .max = 64, .one_line = true};
constexpr base::TextLimits kPassword{.min = 0, .max = 200, .trim = false, .one_line = true};

enum class Transport { kUdp, kTcp };
constexpr base::EnumName<Transport> kTransports[] = {{"udp", Transport::kUdp},
                                                     {"tcp", Transport::kTcp}};

struct Parts {
  SignInService& sign_in;
  TrunksService& trunks;
  const ServiceDirectory& directory;
};

std::vector<voice::NetAddress> read_hosts(JsonReader& body) {
  const auto texts = body.string_array("addresses", kMaxAddresses, kAddress);
  if (texts.empty()) body.refuse("addresses", "1 to 16 IP addresses");
  const auto port = static_cast<std::uint16_t>(body.integer("port", 1, 65'535));
  std::vector<voice::NetAddress> hosts;
  std::set<std::string> seen;
  for (std::size_t n = 0; n < texts.size(); ++n) {
    const auto host = voice::NetAddress::parse(texts[n], port);
    const std::string key = fmt::format("addresses[{}]", n);
    if (!host || host->is_any()) {
      body.refuse(key, "an IP address, such as 192.0.2.1");
    } else if (!seen.insert(host->host()).second) {
      body.refuse(key, "each address once");
    } else {
      hosts.push_back(*host);
    }
  }
  return hosts;
}

TrunkInput read_trunk(JsonReader& body) {
  TrunkInput input;
  voice::Trunk& trunk = input.trunk;
  trunk.name = body.string("name", {.min = 1, .max = 64, .one_line = true});
  trunk.hosts = read_hosts(body);
  trunk.is_tcp = body.enumeration<Transport>("transport", kTransports) == Transport::kTcp;
  trunk.registers = body.boolean("registers");
  trunk.user = body.string("user", {.max = 100, .one_line = true});
  input.password = body.nullable_string("password", kPassword);
  trunk.asserts_identity = body.boolean("assertsIdentity");
  trunk.is_asked = body.boolean("isAsked");
  return input;
}

/// What stands before the @ of SIP addresses that are dialled, or * alone.
bool is_number(const std::string& text) {
  constexpr std::string_view kSigns = "+-_.() ";
  const auto is_sign = [&](char c) { return kSigns.find(c) != std::string_view::npos; };
  const auto is_plain = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  if (text == "*") return true;
  bool has_plain = false;
  for (const char c : text) {
    if (!is_plain(c) && !is_sign(c)) return false;
    has_plain = has_plain || is_plain(c);
  }
  return has_plain;
}

PhoneNumber read_number(JsonReader& body) {
  PhoneNumber number;
  number.number = body.string("number", {.min = 1, .max = 64, .one_line = true});
  if (!is_number(number.number)) body.refuse("number", "a phone number, or * for every other one");
  number.service = body.id<base::ServiceId>("serviceId");
  number.queue = body.nullable_id<base::QueueId>("queueId");
  return number;
}

transport::Response trunk_response(const TrunkView& view, int status = 200) {
  return transport::json_response(boost::json::serialize(trunk_json(view)), status);
}

transport::Response number_response(const PhoneNumber& number, int status = 200) {
  return transport::json_response(boost::json::serialize(number_json(number)), status);
}

ResponseAwaitable list_trunks(Parts parts, Request request) {
  MDG_AWAIT(const Principal me, parts.sign_in.authenticate(request));
  MDG_CO_ASSIGN(const auto views, parts.trunks.trunks(me));
  boost::json::array rows;
  for (const TrunkView& view : views) rows.push_back(trunk_json(view));
  const boost::json::object json{{"hasTelephone", parts.trunks.has_telephone()},
                                 {"trunks", std::move(rows)}};
  co_return transport::json_response(boost::json::serialize(json));
}

ResponseAwaitable add_trunk(Parts parts, Request request) {
  MDG_AWAIT(Principal me, parts.sign_in.authenticate(request));
  MDG_CO_TRY(me.may_administer_organization());
  MDG_CO_ASSIGN(JsonReader body, JsonReader::parse(request.body));
  TrunkInput input = read_trunk(body);
  MDG_CO_TRY(body.finish());
  MDG_AWAIT(const TrunkView view, parts.trunks.add(std::move(me), std::move(input)));
  co_return trunk_response(view, 201);
}

ResponseAwaitable replace_trunk(Parts parts, Request request) {
  MDG_AWAIT(Principal me, parts.sign_in.authenticate(request));
  MDG_CO_TRY(me.may_administer_organization());
  MDG_CO_ASSIGN(const auto id, path_id<TrunkId>(request, "trunkId"));
  MDG_CO_ASSIGN(JsonReader body, JsonReader::parse(request.body));
  TrunkInput input = read_trunk(body);
  MDG_CO_TRY(body.finish());
  MDG_AWAIT(const TrunkView view, parts.trunks.replace(std::move(me), id, std::move(input)));
  co_return trunk_response(view);
}

ResponseAwaitable remove_trunk(Parts parts, Request request) {
  MDG_AWAIT(Principal me, parts.sign_in.authenticate(request));
  MDG_CO_ASSIGN(const auto id, path_id<TrunkId>(request, "trunkId"));
  MDG_AWAIT_TRY(parts.trunks.remove(std::move(me), id));
  co_return transport::no_content();
}

ResponseAwaitable list_numbers(Parts parts, Request request) {
  MDG_AWAIT(const Principal me, parts.sign_in.authenticate(request));
  MDG_CO_ASSIGN(const auto numbers, parts.trunks.numbers(me));
  boost::json::array rows;
  for (const auto& fixed : numbers.fixed) rows.push_back(number_json(fixed, parts.directory));
  for (const auto& stored : numbers.stored) rows.push_back(number_json(stored));
  boost::json::array targets;
  for (const auto& entry : parts.directory.all()) targets.push_back(target_json(*entry));
  const boost::json::object json{{"numbers", std::move(rows)}, {"targets", std::move(targets)}};
  co_return transport::json_response(boost::json::serialize(json));
}

ResponseAwaitable save_number(Parts parts, Request request, PhoneNumberId id, int status) {
  MDG_AWAIT(Principal me, parts.sign_in.authenticate(request));
  MDG_CO_TRY(me.may_administer_organization());
  MDG_CO_ASSIGN(JsonReader body, JsonReader::parse(request.body));
  PhoneNumber number = read_number(body);
  MDG_CO_TRY(body.finish());
  number.id = id;
  MDG_AWAIT(const PhoneNumber saved, parts.trunks.save(std::move(me), std::move(number)));
  co_return number_response(saved, status);
}

ResponseAwaitable add_number(Parts parts, Request request) {
  return save_number(parts, std::move(request), {}, 201);
}

ResponseAwaitable replace_number(Parts parts, Request request) {
  MDG_CO_ASSIGN(const auto id, path_id<PhoneNumberId>(request, "numberId"));
  co_return co_await save_number(parts, std::move(request), id, 200);
}

ResponseAwaitable remove_number(Parts parts, Request request) {
  MDG_AWAIT(Principal me, parts.sign_in.authenticate(request));
  MDG_CO_ASSIGN(const auto id, path_id<PhoneNumberId>(request, "numberId"));
  MDG_AWAIT_TRY(parts.trunks.remove(std::move(me), id));
  co_return transport::no_content();
}

}  // namespace

void add_trunks_routes(transport::Router& router, SignInService& sign_in, TrunksService& trunks,
                       const ServiceDirectory& directory) {
  constexpr const char* kTrunks = "/api/v1/telephone/trunks";
  constexpr const char* kTrunk = "/api/v1/telephone/trunks/{trunkId}";
  constexpr const char* kNumbers = "/api/v1/telephone/numbers";
  constexpr const char* kNumber = "/api/v1/telephone/numbers/{numberId}";
  const Parts parts{sign_in, trunks, directory};
  router.add(Method::kGet, kTrunks, handler_of(list_trunks, parts));
  router.add(Method::kPost, kTrunks, handler_of(add_trunk, parts));
  router.add(Method::kPut, kTrunk, handler_of(replace_trunk, parts));
  router.add(Method::kDelete, kTrunk, handler_of(remove_trunk, parts));
  router.add(Method::kGet, kNumbers, handler_of(list_numbers, parts));
  router.add(Method::kPost, kNumbers, handler_of(add_number, parts));
  router.add(Method::kPut, kNumber, handler_of(replace_number, parts));
  router.add(Method::kDelete, kNumber, handler_of(remove_number, parts));
}

}  // namespace madoguchi::features
