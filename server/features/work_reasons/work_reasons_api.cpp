#include "features/work_reasons/work_reasons_api.h"

#include <set>
#include <utility>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "base/json.h"
#include "base/json_reader.h"
#include "features/sign_in/request_input.h"

namespace madoguchi::features {
namespace {

using base::JsonReader;
using transport::Method;
using transport::Request;

constexpr std::size_t kMaxReasons = 30;
constexpr std::size_t kMaxBody = 512 * 1024;  // 30 names of 3 times 1,000 characters

struct Parts {
  SignInService& sign_in;
  WorkReasonsService& reasons;
};

boost::json::object reason_json(const WorkReason& reason) {
  return {{"id", base::json_id(reason.id)},
          {"name", {{"ja", reason.name.ja}, {"en", reason.name.en}, {"ko", reason.name.ko}}}};
}

transport::Response list_response(const std::vector<WorkReason>& reasons) {
  boost::json::array rows;
  for (const WorkReason& reason : reasons) rows.push_back(reason_json(reason));
  const boost::json::object json{{"workReasons", std::move(rows)}};
  return transport::json_response(boost::json::serialize(json));
}

std::vector<WorkReasonInput> read_reasons(JsonReader& body) {
  std::vector<WorkReasonInput> reasons;
  std::set<base::WorkReasonId> seen;
  for (JsonReader& item : body.object_array("workReasons", kMaxReasons)) {
    const auto id = item.nullable_id<base::WorkReasonId>("id");
    const base::Text3 name = item.text3("name", {.max = 1000, .one_line = true});
    if (name == base::Text3{}) item.refuse("name", "a text in at least one language");
    if (id && !seen.insert(*id).second) item.refuse("id", "each work reason once");
    reasons.push_back({id, name});
  }
  return reasons;
}

ResponseAwaitable list_reasons(Parts parts, Request request) {
  MDG_AWAIT_TRY(parts.sign_in.authenticate(request));
  co_return list_response(*parts.reasons.current());
}

ResponseAwaitable replace_reasons(Parts parts, Request request) {
  MDG_AWAIT(Principal me, parts.sign_in.authenticate(request));
  MDG_CO_TRY(me.may_administer_organization());
  MDG_CO_ASSIGN(JsonReader body, JsonReader::parse(request.body));
  auto reasons = read_reasons(body);
  MDG_CO_TRY(body.finish());
  MDG_AWAIT(const auto saved, parts.reasons.replace(std::move(me), std::move(reasons)));
  co_return list_response(*saved);
}

}  // namespace

void add_work_reasons_routes(transport::Router& router, SignInService& sign_in,
                             WorkReasonsService& reasons) {
  constexpr const char* kPath = "/api/v1/work-reasons";
  const Parts parts{sign_in, reasons};
  router.add(Method::kGet, kPath, handler_of(list_reasons, parts));
  router.add(Method::kPut, kPath, handler_of(replace_reasons, parts), {.max_body_bytes = kMaxBody});
}

}  // namespace madoguchi::features
