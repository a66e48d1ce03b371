#include "features/live/roster.h"

#include <algorithm>

#include <boost/json/array.hpp>

#include "base/json.h"
#include "desk/names.h"

namespace madoguchi::features {
namespace {

namespace json = boost::json;

/// Those who can take a chat first, longest idle first; then the others by name.
struct RosterRow {
  bool can_take = false;
  base::Time idle_since;
  std::string name;
  json::object shown;

  bool operator<(const RosterRow& other) const {
    if (can_take != other.can_take) return can_take;
    if (can_take && idle_since != other.idle_since) return idle_since < other.idle_since;
    return name < other.name;
  }
};

bool is_member(const desk::Operator& who, base::ServiceId service) {
  return std::ranges::any_of(who.profile->services,
                             [&](const auto& right) { return right.service == service; });
}

json::array operators_json(const LiveDesk& desk, base::ServiceId service) {
  std::vector<RosterRow> rows;
  desk.state().operators.for_each([&](base::OperatorId id, const desk::Operator& who) {
    auto shown = roster_operator_json(desk, service, id);
    if (!shown) return;
    const bool can_take = desk::chat_hindrance(who, service) == desk::Hindrance::kNone;
    rows.push_back({can_take, who.idle_since, desk.names().of(id), *std::move(shown)});
  });
  std::ranges::sort(rows, std::less<>{});
  json::array out;
  for (RosterRow& row : rows) out.push_back(std::move(row.shown));
  return out;
}

json::array queues_json(const LiveDesk& desk, base::ServiceId service) {
  json::array out;
  desk.state().queues.for_each([&](base::QueueId id, const desk::Queue& queue) {
    if (queue.service != service) return;
    const desk::QueueCounts counts = desk::queue_counts(desk.state(), id);
    out.push_back(json::object{{"id", base::json_id(id)},
                               {"name", desk.names().of(id)},
                               {"waiting", counts.chats.waiting},
                               {"ready", counts.chats.able}});
  });
  return out;
}

}  // namespace

std::optional<json::object> roster_operator_json(const LiveDesk& desk, base::ServiceId service,
                                                 base::OperatorId id) {
  const desk::Operator* who = desk.state().operators.find(id);
  if (who == nullptr || !is_member(*who, service)) return {};
  const desk::Hindrance hindrance = desk::chat_hindrance(*who, service);
  return json::object{
      {"id", base::json_id(id)},
      {"name", desk.names().of(id)},
      {"state", operator_state_json(seen_from(view_of(desk.state(), desk.names(), *who), service))},
      {"canChat", desk::can_chat(*who->profile, service)},
      {"canTakeChat", hindrance == desk::Hindrance::kNone},
      {"reason", desk::name_of(hindrance)}};
}

json::object roster_json(const LiveDesk& desk, base::ServiceId service) {
  return {{"operators", operators_json(desk, service)}, {"queues", queues_json(desk, service)}};
}

}  // namespace madoguchi::features
