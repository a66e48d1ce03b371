#include "desk/desk_testing.h"

#include <array>
#include <sstream>

#include "base/error.h"
#include "desk/invariants_testing.h"
#include "desk/names.h"

namespace madoguchi::desk {
namespace {

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream stream(line);
  for (std::string cell; std::getline(stream, cell, '|');) cells.push_back(trimmed(cell));
  return cells;
}

constexpr std::array kCommandNames{"SetService",      "SetQueue",        "RemoveQueue",
                                   "SetOperator",     "RemoveOperator",  "ChooseState",
                                   "SetSwitches",     "ConnectOperator", "DisconnectOperator",
                                   "ConnectPhone",    "DisconnectPhone", "WriteAsCustomer",
                                   "EndAsCustomer",   "ReadAsCustomer",  "SetCustomerPresence",
                                   "WriteAsOperator", "OpenContact",     "ReadAsOperator",
                                   "TakeContact",     "HandOver",        "SnoozeContact",
                                   "EndAsOperator",   "StartCall",       "DialCall",
                                   "SetRingsThere",   "SetDialAnswered", "EndCall",
                                   "AcceptCall",      "DeclineCall",     "HoldCall",
                                   "SetOperatorLeg",  "KeepCall",        "Tick"};
static_assert(kCommandNames.size() == std::variant_size_v<CommandKinds>);

template <class T>
void describe_ids(const T& command, std::ostream& out) {
  if constexpr (requires { command.service.value(); })
    out << " service " << command.service.value();
  if constexpr (requires { command.contact; }) out << " contact " << command.contact.value();
  if constexpr (requires { command.thread; }) out << " thread " << command.thread.value();
  if constexpr (requires { command.operator_id; })
    out << " operator " << command.operator_id.value();
  if constexpr (requires { command.to_operator; }) {
    out << " to " << command.to_operator.value() << '/' << command.to_queue.value();
  }
  if constexpr (requires { command.state; }) out << ' ' << name_of(command.state);
  if constexpr (requires { command.kind; }) out << ' ' << name_of(command.kind);
  if constexpr (requires { command.queue.value(); }) out << " queue " << command.queue.value();
  if constexpr (requires { command.queue.service; }) out << " queue " << command.queue.id.value();
  if constexpr (requires { command.profile; }) {
    out << " operator " << command.profile.id.value() << " capacity "
        << command.profile.chat_capacity;
  }
}

}  // namespace

World::World() {
  expect(SetService{kShop, {}});
  expect(SetService{kBank, {}});
  expect(SetQueue{{kFront, kShop}, {}});
  expect(SetQueue{{kBack, kShop}, {}});
  expect(SetQueue{{kVault, kBank}, {}});
}

Decision World::run(const Command& command) {
  Decision decision = decide(state, command, now);
  EXPECT_TRUE(!decision.refused || (decision.events.empty() && decision.effects.empty()));
  for (const Event& event : decision.events) desk::apply(state, event);
  for (const std::string& problem : check_invariants(state)) ADD_FAILURE() << problem;
  return decision;
}

Decision World::expect(const Command& command) {
  Decision decision = run(command);
  EXPECT_FALSE(decision.refused) << decision.refused->detail << decision.refused->expected;
  return decision;
}

std::string World::refusal(const Command& command) { return refusal_of(run(command)); }

std::vector<Event> World::pass(base::Milliseconds duration) {
  const Time end = now + duration;
  std::vector<Event> events;
  for (auto due = next_deadline(state); due && *due <= end; due = next_deadline(state)) {
    now = std::max(now, *due);
    Decision decision = expect(Tick{});
    for (Event& event : decision.events) events.push_back(std::move(event));
  }
  now = end;
  return events;
}

void World::enter(OperatorId id, int capacity) {
  expect(SetOperator{{id, {{kShop, true}}, {kFront}, capacity}});
  expect(SetSwitches{id, true, {}});
  expect(ConnectOperator{id});
  expect(ChooseState{id, ChosenState::kReady});
  pass(base::Milliseconds(1));
}

void World::enter_phone(OperatorId id) {
  expect(SetOperator{{id, {{kShop, true, true}}, {kFront}, 3}});
  expect(SetSwitches{id, {}, {}, true});
  expect(ConnectOperator{id});
  expect(ConnectPhone{id});
  expect(ChooseState{id, ChosenState::kReady});
  pass(base::Milliseconds(1));
}

ContactId World::write(std::int64_t thread, const std::string& client_id, QueueId queue) {
  const ContactId new_contact(next_id_++);
  const ServiceId service = queue == kVault ? kBank : kShop;
  const Decision decision = expect(WriteAsCustomer{service,
                                                   ThreadId(thread),
                                                   CustomerId(thread),
                                                   new_contact,
                                                   queue,
                                                   0,
                                                   {client_id, {"hello", {}}}});
  pass(base::Milliseconds(1));
  const auto accepted = effects_of<MessageAccepted>(decision);
  return accepted.empty() ? ContactId{} : accepted.front().contact;
}

void World::reply(ContactId contact, OperatorId by) {
  expect(WriteAsOperator{
      this->contact(contact).service, contact, by, MessageKind::kReply, {{}, {"yes", {}}}});
}

void World::open(ContactId contact, OperatorId by) {
  expect(OpenContact{this->contact(contact).service, contact, by});
}

const Contact& World::contact(ContactId id) const { return *state.contacts.find(id); }

const Operator& World::who(OperatorId id) const { return *state.operators.find(id); }

std::string World::assignment(ContactId id) const {
  const Contact* found = state.contacts.find(id);
  if (found == nullptr) return "forgotten";
  const std::string name(name_of(found->assignment));
  return found->owner ? name + " " + to_string(found->owner) : name;
}

std::string World::conversation(ContactId id) const {
  return std::string(name_of(contact(id).conversation));
}

std::string refusal_of(const Decision& decision) {
  if (!decision.refused) return {};
  std::string key(base::error_row(decision.refused->code).key);
  if (!decision.refused->field.empty()) return key + " " + decision.refused->field;
  const auto colon = decision.refused->detail.find(':');
  if (colon == std::string::npos) return key;
  return key + " " + decision.refused->detail.substr(0, colon);
}

std::string lines_of(const std::vector<Event>& events) {
  std::string lines;
  for (const LineAdded& line : events_of<LineAdded>(events)) {
    if (!lines.empty()) lines += ' ';
    lines += name_of(line.kind);
  }
  return lines;
}

DeskSnapshot rows_of(const DeskState& state) {
  DeskSnapshot rows;
  state.services.for_each([&](ServiceId id, const Service& service) {
    rows.services.push_back({id, service.settings, service.last_number});
  });
  state.queues.for_each([&](QueueId, const Queue& queue) { rows.queues.push_back(queue); });
  state.operators.for_each([&](OperatorId, const Operator& who) {
    rows.operators.push_back({*who.profile, who.state, who.work_reason, who.state_since,
                              who.takes_phone, who.takes_chat, who.do_not_disturb, who.idle_since});
  });
  state.contacts.for_each([&](ContactId, const Contact& contact) {
    rows.contacts.push_back({contact, {}});
  });
  return rows;
}

std::string describe(const Command& command) {
  std::ostringstream out;
  out << kCommandNames[command.index()];
  std::visit([&](const auto& asked) { describe_ids(asked, out); }, command);
  return out.str();
}

Table::Table(std::string_view text) {
  std::istringstream stream{std::string(text)};
  for (std::string line; std::getline(stream, line);) {
    if (trimmed(line).empty()) continue;
    rows.push_back(cells_of(line));
  }
  columns.assign(rows.front().begin() + 1, rows.front().end());
  rows.erase(rows.begin());
}

}  // namespace madoguchi::desk
