#include "features/live/desk_feed.h"

#include <spdlog/spdlog.h>

#include "desk/operator.h"
#include "features/live/desk_loader.h"

namespace madoguchi::features {
namespace {

std::vector<desk::Queue> all_queues(const desk::DeskState& state) {
  std::vector<desk::Queue> queues;
  state.queues.for_each([&](base::QueueId, const desk::Queue& queue) { queues.push_back(queue); });
  return queues;
}

std::vector<base::OperatorId> answering_operators(const desk::DeskState& state,
                                                  base::ServiceId service) {
  std::vector<base::OperatorId> members;
  state.operators.for_each([&](base::OperatorId id, const desk::Operator& who) {
    const bool can_answer =
        desk::can_chat(*who.profile, service) || desk::can_phone(*who.profile, service);
    if (can_answer) members.push_back(id);
  });
  return members;
}

/// What is stored already must reach the desk; when the desk is being loaded, it reads it there.
void report(std::string_view what, const base::Result<Outcome>& outcome) {
  if (outcome) return;
  spdlog::warn("the desk did not take a change of {}: {} {}", what,
               base::error_row(outcome.error().code).key, outcome.error().detail);
}

void apply_operator(LiveDesk& desk, const OperatorForDesk& who) {
  desk.set_name(who.id, who.name);
  const auto reply = [](const auto& outcome) { report("operators", outcome); };
  if (who.is_disabled) return desk.execute(desk::RemoveOperator{who.id}, {}, reply);
  desk.execute(desk::SetOperator{desk_profile(who, all_queues(desk.state()))}, {}, reply);
}

void apply_service(LiveDesk& desk, const ServiceForDesk& service) {
  const auto reply = [](const auto& outcome) { report("services", outcome); };
  desk.execute(desk::SetService{service.id, desk_settings(service)}, {}, reply);
  for (const Queue& queue : service.queues) {
    desk.set_name(queue.id, queue.name);
    desk.execute(desk::SetQueue{desk_queue(service.id, queue),
                                answering_operators(desk.state(), service.id)},
                 {}, reply);
  }
}

}  // namespace

void DeskFeed::operator_changed(const OperatorForDesk& changed) {
  desk_.post_always([this, changed] { apply_operator(desk_, changed); });
}

void DeskFeed::service_changed(const ServiceForDesk& service) {
  desk_.post_always([this, service] { apply_service(desk_, service); });
}

void DeskFeed::customer_changed(base::ServiceId service, base::CustomerId customer) {
  desk_.post_always([this, service, customer] {
    std::vector<base::ContactId> open;
    desk_.state().contacts.for_each([&](base::ContactId id, const desk::Contact& contact) {
      const bool is_theirs = contact.service == service && contact.customer == customer;
      if (is_theirs && !desk::is_ended(contact)) open.push_back(id);
    });
    desk_.touch(std::move(open));
  });
}

}  // namespace madoguchi::features
