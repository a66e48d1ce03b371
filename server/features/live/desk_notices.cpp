#include "features/live/desk_notices.h"

#include <algorithm>

#include "base/overloaded.h"

namespace madoguchi::features {
namespace {

using base::Overloaded;
using desk::Event;

class Alerts {
 public:
  explicit Alerts(const desk::DeskState& state) : state_(state) {}

  void add(const Event& event) {
    std::visit(Overloaded{[&](const desk::ContactAssigned& e) { alert_assigned(e); },
                          [&](const desk::ContactQueued& e) { alert_returned(e); },
                          [&](const desk::Unanswered& e) {
                            alert("unanswered", e.contact, e.operator_id);
                          },
                          [](const auto&) {}},
               event);
  }

  std::vector<Alert> take() && { return std::move(alerts_); }

 private:
  void alert(std::string_view what, base::ContactId contact, base::OperatorId whom) {
    const desk::Contact* of = state_.contacts.find(contact);
    if (of == nullptr) return;
    alerts_.push_back({what, of->service, contact, of->number, whom});
  }

  /// A call has its pop-up.
  void alert_assigned(const desk::ContactAssigned& e) {
    const desk::Contact* contact = state_.contacts.find(e.contact);
    if (e.cause == desk::AssignCause::kTaken || (contact != nullptr && desk::is_call(*contact))) {
      return;
    }
    alert(e.cause == desk::AssignCause::kHandedOver ? "handedOver" : "assigned", e.contact,
          e.operator_id);
  }

  void alert_returned(const desk::ContactQueued& e) {
    if (e.cause == desk::QueueCause::kNotAnswered) return alert("missed", e.contact, e.from);
    const bool is_own_wish =
        e.cause == desk::QueueCause::kHandedOver || e.cause == desk::QueueCause::kDeclined;
    if (e.from && !is_own_wish) alert("returned", e.contact, e.from);
  }

  const desk::DeskState& state_;
  std::vector<Alert> alerts_;
};

constexpr std::string_view kSomethingElse = "changed";

std::string_view change_cause(const Event& event) {
  return std::visit(
      Overloaded{[](const desk::OperatorStateChanged& e) -> std::string_view {
                   return e.cause == desk::StateCause::kNotAnswering ? "notAnswering" : "chosen";
                 },
                 [](const desk::CallDialed&) -> std::string_view { return "call"; },
                 [](const desk::RingsThere&) -> std::string_view { return "call"; },
                 [](const desk::CallHeld&) -> std::string_view { return "call"; },
                 [](const desk::OperatorLegChanged&) -> std::string_view { return "call"; },
                 [](const desk::WrapUpBegan&) -> std::string_view { return "call"; },
                 [](const desk::WrapUpEnded&) -> std::string_view { return "call"; },
                 [](const desk::OperatorSwitchesChanged&) -> std::string_view { return "chosen"; },
                 [](const desk::OperatorConnectionChanged& e) -> std::string_view {
                   return e.is_connected ? "connected" : "disconnected";
                 },
                 [](const desk::ContactAssigned&) -> std::string_view { return "assigned"; },
                 [](const desk::ContactEnded&) -> std::string_view { return "ended"; },
                 [](const auto&) -> std::string_view { return kSomethingElse; }},
      event);
}

/// The first cause counts, but for one that says only "changed".
void note_change(std::vector<OperatorChange>& changes, base::OperatorId id, const Event& event,
                 bool has_new_rights) {
  const std::string_view cause = change_cause(event);
  const auto listed = std::ranges::find(changes, id, &OperatorChange::id);
  if (listed == changes.end()) {
    changes.push_back({id, cause, has_new_rights});
    return;
  }
  listed->has_new_rights = listed->has_new_rights || has_new_rights;
  if (listed->cause == kSomethingElse) listed->cause = cause;
}

/// Who is put into a queue that is made or changed, or out of one that is removed, has the rights
/// that they had.
bool is_about_queue(const std::vector<Event>& events) {
  return std::ranges::any_of(events, [](const Event& event) {
    return std::holds_alternative<desk::QueueSet>(event) ||
           std::holds_alternative<desk::QueueRemoved>(event);
  });
}

}  // namespace

std::vector<Alert> alerts_of(const desk::DeskState& after, const std::vector<Event>& events) {
  Alerts alerts(after);
  for (const Event& event : events) alerts.add(event);
  return std::move(alerts).take();
}

std::vector<OperatorChange> operator_changes(const std::vector<Event>& events) {
  std::vector<OperatorChange> changes;
  const bool has_rights = !is_about_queue(events);
  for (const Event& event : events) {
    const bool has_new_rights = has_rights && std::holds_alternative<desk::OperatorSet>(event);
    for (const base::OperatorId id : desk::operators_of(event)) {
      if (id) note_change(changes, id, event, has_new_rights);
    }
  }
  return changes;
}

}  // namespace madoguchi::features
