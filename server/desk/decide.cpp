#include "desk/decide.h"

#include <algorithm>

#include "desk/apply_contact.h"
#include "desk/apply_operator.h"
#include "desk/assignment.h"
#include "desk/call.h"
#include "desk/call_dial.h"
#include "desk/call_offer.h"
#include "desk/call_talk.h"
#include "desk/chat_conversation.h"
#include "desk/deadlines.h"
#include "desk/draft.h"
#include "desk/hand_over.h"
#include "desk/operator_state.h"
#include "desk/reading.h"
#include "desk/setup.h"
#include "desk/snooze.h"

namespace madoguchi::desk {

Decision decide(const DeskState& state, const Command& command, Time now) {
  Draft draft(state, now);
  base::Status status = std::visit([&](const auto& asked) { return run(draft, asked); }, command);
  if (!status) return {{}, {}, std::move(status).error()};
  settle(draft);
  return std::move(draft).finish();
}

void apply(DeskState& state, const Event& event) {
  std::visit([&](const auto& fact) { apply_fact(state, fact); }, event);
}

std::optional<Time> next_deadline(const DeskState& state) {
  const DueKey* contact = state.due.first_from({Time::min(), {}});
  const OperatorDueKey* who = state.operator_due.first_from({Time::min(), {}});
  if (contact == nullptr) return who == nullptr ? std::nullopt : std::optional(who->at);
  return who == nullptr ? contact->at : std::min(contact->at, who->at);
}

}  // namespace madoguchi::desk
