#include "desk/chance_testing.h"

namespace madoguchi::desk {

/// Mostly an open one, sometimes one that ended, sometimes none.
ContactId Chance::a_contact() {
  const ThreadContacts* thread = state_.threads.find(a_thread(ServiceId(1 + below(2))));
  if (thread == nullptr) return ContactId(1 + below(20));
  return thread->open && !one_in(10) ? thread->open : thread->last_ended;
}

/// Mostly one that an operator has; else one of the last contacts.
ContactId Chance::a_call() {
  for (int tries = one_in(5) ? 0 : 5; tries > 0; --tries) {
    const Operator* who = state_.operators.find(an_operator());
    if (who != nullptr && who->call) return who->call;
  }
  return next_contact_ == 0 ? ContactId(1) : ContactId(next_contact_ - below(12));
}

ServiceId Chance::service_of(ContactId id) {
  const Contact* contact = state_.contacts.find(id);
  if (contact == nullptr || one_in(50)) return ServiceId(1 + below(2));
  return contact->service;
}

ThreadId Chance::thread_of(ContactId id) {
  const Contact* contact = state_.contacts.find(id);
  if (contact == nullptr || one_in(20)) return a_thread(ServiceId(1));
  return contact->thread;
}

/// Mostly the owner, so that commands are often accepted.
OperatorId Chance::who_has(ContactId id) {
  const Contact* contact = state_.contacts.find(id);
  if (contact == nullptr || !contact->owner || one_in(5)) return an_operator();
  return contact->owner;
}

NewMessage Chance::a_message() {
  return {one_in(3) ? "client-" + std::to_string(below(40)) : std::string(), {"text", {}}};
}

OperatorProfile Chance::a_profile() {
  OperatorProfile profile{an_operator(), {}, {}, 1 + below(3)};
  for (int service = 1; service <= 2; ++service) {
    if (!one_in(6)) profile.services.push_back({ServiceId(service), !one_in(8), !one_in(5)});
  }
  for (int queues = 2 + below(4); queues > 0; --queues) profile.queues.push_back(a_queue());
  return profile;
}

ServiceSettings Chance::settings() {
  ServiceSettings settings;
  settings.silence_end = base::Seconds(below(4) * 20);
  settings.silence_warning = base::Seconds(below(2) * 5);
  settings.open_deadline = base::Seconds(5 + below(30));
  settings.owner_offline = base::Seconds(1 + below(60));
  settings.unanswered_after = base::Seconds(10 + below(90));
  settings.longest_wrap_up = base::Seconds(below(3) * 20);
  return settings;
}

Command Chance::by_admin() {
  const QueueId queue = a_queue();
  switch (below(16)) {
    case 0:
      return SetService{ServiceId(1 + below(2)), settings()};
    case 1:
    case 2:
      return SetQueue{
          {queue, service_of(queue), base::Seconds(below(120)), base::Seconds(5 + below(20))},
          {an_operator(), an_operator()}};
    case 3:
      return RemoveQueue{queue, one_in(3) ? QueueId{} : a_queue()};
    case 4:
      return RemoveOperator{an_operator()};
    default:
      return SetOperator{a_profile()};
  }
}

Command Chance::by_operator_about_self() {
  const OperatorId who = an_operator();
  switch (below(13)) {
    case 10:
    case 11:
      return ConnectPhone{who};
    case 12:
      return DisconnectPhone{who};
    case 0:
    case 1:
      return SetSwitches{who, !one_in(6), one_in(6), !one_in(6)};
    case 2:
    case 3:
    case 4:
      return ConnectOperator{who};
    case 5:
      return DisconnectOperator{who};
    case 6:
    case 7:
    case 8:
      return ChooseState{who, ChosenState::kReady};
    default:
      return ChooseState{who, static_cast<ChosenState>(below(4)), WorkReasonId(below(2))};
  }
}

Command Chance::by_customer() {
  const ContactId contact = a_contact();
  const ServiceId service = service_of(contact);
  switch (below(10)) {
    case 0:
      return EndAsCustomer{service, contact};
    case 1:
      return ReadAsCustomer{service, thread_of(contact), contact, below(12)};
    case 2:
      return SetCustomerPresence{service, contact, one_in(2)};
    default: {
      const QueueId queue = a_queue();
      const ThreadId thread = a_thread(service_of(queue));
      return WriteAsCustomer{service_of(queue),
                             thread,
                             CustomerId(thread.value()),
                             ContactId(++next_contact_),
                             queue,
                             below(2),
                             a_message()};
    }
  }
}

/// Each call is a thread of its own, as the telephone makes it; sometimes one of a chat.
Command Chance::by_caller() {
  if (one_in(4)) {
    const ContactId call = a_call();
    return EndCall{service_of(call), call,
                   one_in(3) ? EndReason::kMediaLost : EndReason::kCallerLeft};
  }
  const QueueId queue = a_queue();
  const ContactId call(++next_contact_);
  const ServiceId service = service_of(queue);
  const ThreadId thread = one_in(10) ? a_thread(service) : ThreadId(1'000'000 + call.value());
  if (one_in(4)) {
    return DialCall{service,
                    call,
                    thread,
                    CustomerId(7),
                    queue,
                    an_operator(),
                    {"03", "090", "trunk", "", Direction::kOutbound}};
  }
  return StartCall{service,
                   call,
                   thread,
                   CustomerId(thread.value()),
                   queue,
                   below(2),
                   {"090", "03", "trunk", ""}};
}

Command Chance::by_operator_about_call() {
  const ContactId call = a_call();
  const ServiceId service = service_of(call);
  const OperatorId who = who_has(call);
  switch (below(14)) {
    case 12:
      return SetRingsThere{service, call};
    case 13:
      return SetDialAnswered{service, call};
    case 0:
      return DeclineCall{service, call, who};
    case 1:
    case 2:
      return HoldCall{service, call, who, one_in(2)};
    case 3:
    case 4:
    case 5:
      return SetOperatorLeg{service, call, !one_in(3), one_in(3)};
    case 6:
      return KeepCall{service, call, who};
    case 7:
      return EndAsOperator{service, call, who};
    default:
      return AcceptCall{service, call, who};
  }
}

Command Chance::by_operator(Time now) {
  const ContactId contact = one_in(20) ? a_call() : a_contact();
  const ServiceId service = service_of(contact);
  const OperatorId who = who_has(contact);
  const bool to_queue = one_in(2);
  switch (below(9)) {
    case 0:
    case 1:
      return OpenContact{service, contact, who};
    case 2:
      return TakeContact{service, contact, who};
    case 3:
      return HandOver{service,
                      contact,
                      who,
                      to_queue ? OperatorId{} : an_operator(),
                      to_queue ? a_queue() : QueueId{},
                      one_in(2) ? "memo" : ""};
    case 4:
      return SnoozeContact{
          service, contact, who,
          one_in(3) ? std::nullopt : std::optional(now + base::Seconds(below(60) - 2))};
    case 5:
      return EndAsOperator{service, contact, who};
    case 6:
      return ReadAsOperator{service, contact, who, below(12)};
    default:
      return WriteAsOperator{service, contact, who,
                             one_in(4) ? MessageKind::kNote : MessageKind::kReply, a_message()};
  }
}

Command Chance::command(Time now) {
  const int kind = below(100);
  if (kind < 3) return by_admin();
  if (kind < 18) return by_operator_about_self();
  if (kind < 44) return by_customer();
  if (kind < 52) return by_caller();
  if (kind < 62) return by_operator_about_call();
  if (kind < 90) return by_operator(now);
  return Tick{};
}

base::Milliseconds Chance::pause() {
  if (one_in(500)) return base::Minutes(11);
  return base::Milliseconds(one_in(3) ? below(8'000) : below(3));
}

}  // namespace madoguchi::desk
