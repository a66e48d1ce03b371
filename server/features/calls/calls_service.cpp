#include "features/calls/calls_service.h"

#include <memory>
#include <utility>

#include <spdlog/spdlog.h>

#include "features/calls/call_ids.h"
#include "features/calls/calls_store.h"
#include "features/customers/customers_service.h"

namespace madoguchi::features {
namespace {

using base::ContactId;
using desk::EndReason;
using storage::Connection;

EndReason reason_of(voice::CallEnd end) {
  switch (end) {
    case voice::CallEnd::kMediaLost:
      return EndReason::kMediaLost;
    case voice::CallEnd::kSignallingLost:
      return EndReason::kSignallingLost;
    case voice::CallEnd::kNotTaken:
      return EndReason::kNoOperator;
    case voice::CallEnd::kCustomerLeft:
      break;
  }
  return EndReason::kCallerLeft;
}

void report(ContactId id, const base::Error& error) {
  spdlog::warn("call {} was not taken: {} {}", base::to_string(id), base::error_row(error.code).key,
               error.detail);
}

}  // namespace

void CallsService::start(voice::Telephone* telephone) {
  telephone_ = telephone;
  parts_.desk.post_always([this] { end_dead_calls(); });
}

void CallsService::stop() {
  parts_.desk.post_always([this] {
    for (const auto& [id, call] : std::exchange(living_, {})) {
      end_on_desk(call.start.service, id, EndReason::kInterrupted);
    }
  });
}

void CallsService::set_routes(std::vector<CallRoute> routes) {
  const std::lock_guard lock(routes_mutex_);
  fixed_routes_ = std::move(routes);
  routes_ = std::make_shared<const std::vector<CallRoute>>(fixed_routes_);
}

void CallsService::numbers_changed(std::vector<PhoneNumber> numbers) {
  const std::lock_guard lock(routes_mutex_);
  auto routes = std::make_shared<std::vector<CallRoute>>(fixed_routes_);
  for (PhoneNumber& each : numbers) {
    routes->push_back({std::move(each.number), {}, {}, each.service, each.queue});
  }
  routes_ = std::move(routes);
}

CallsService::Routes CallsService::routes() const {
  const std::lock_guard lock(routes_mutex_);
  return routes_;
}

bool CallsService::knows_number(const std::string& number) {
  return find_target(parts_.directory, *routes(), number).has_value();
}

base::Result<voice::Telephone*> CallsService::telephone() const {
  if (voice::Telephone* there = telephone_) return there;
  return base::fail(base::ErrorCode::kUnavailable, "there is no telephone");
}

/// The stall rule, before the caller's rows wait for the same disk.
bool CallsService::takes_calls() const { return !parts_.desk.is_stalled(); }

/// What is not taken here is refused by the telephone when its patience is over.
void CallsService::on_call(const voice::IncomingCall& call) {
  voice::Telephone* telephone = telephone_;
  if (telephone == nullptr) return;
  if (!takes_calls() || !parts_.desk.post([this, call] { take(call); })) {
    telephone->refuse(call.id, voice::CallRefusal::kTryLater);
  }
}

void CallsService::take(const voice::IncomingCall& call) {
  const auto target = find_target(parts_.directory, *routes(), call.to);
  if (!target) return telephone_.load()->refuse(call.id, voice::CallRefusal::kNotFound);
  const ContactId id = contact_of(call.id);
  desk::StartCall start;
  start.service = target->service;
  start.contact = id;
  start.thread = parts_.ids.next<base::ThreadId>();
  start.queue = target->queue;
  start.parties = {call.from, call.to, call.trunk, {}};
  living_.emplace(id, Living{.start = std::move(start)});
  store_caller(id);
}

/// Finds or adds who calls, and adds the thread of this call.
void CallsService::store_caller(ContactId id) {
  auto caller = std::make_shared<Customer>();
  const auto fresh = parts_.ids.next<base::CustomerId>();
  const desk::StartCall start = living_.at(id).start;
  auto work = [start, caller, fresh, now = parts_.clock.now()](Connection& db) -> base::Status {
    MDG_ASSIGN(*caller, calls_store::add_party(db, start.service, start.thread, fresh,
                                               start.parties.from, now));
    return {};
  };
  auto done = [this, id, caller](base::Status status) {
    parts_.desk.post_always([this, id, caller, status = std::move(status)] {
      if (status) return begin(id, *caller);
      begin(id, base::fail(status.error()));
    });
  };
  parts_.db.submit(std::move(work), std::move(done));
}

/// The caller may have left meanwhile.
void CallsService::begin(ContactId id, base::Result<Customer> customer) {
  const auto found = living_.find(id);
  if (found == living_.end()) return;
  if (!customer) {
    report(id, customer.error());
    return refuse(id);
  }
  desk::StartCall& start = found->second.start;
  start.customer = customer->id;
  if (customer->is_registered) start.parties.customer_name = customer->name;
  start_on_desk(id);
}

/// The answer comes after the commit. When that failed for a call that is answered, the desk will
/// be loaded anew and the call told again.
void CallsService::start_on_desk(ContactId id) {
  const desk::StartCall start = living_.at(id).start;
  parts_.desk.execute(start, {}, [this, id](const base::Result<Outcome>& outcome) {
    if (outcome) return;
    report(id, outcome.error());
    const auto found = living_.find(id);
    if (found != living_.end() && !found->second.is_answered) refuse(id);
  });
}

void CallsService::refuse(ContactId id) {
  living_.erase(id);
  telephone_.load()->refuse(call_of(id), voice::CallRefusal::kTryLater);
}

void CallsService::on_ended(voice::CallId call, voice::CallEnd end) {
  parts_.desk.post_always([this, id = contact_of(call), end] {
    const auto found = living_.find(id);
    if (found == living_.end()) return;
    const base::ServiceId service = found->second.start.service;
    living_.erase(found);
    end_on_desk(service, id, reason_of(end));
  });
}

/// Of a call that the desk does not know yet there is nothing to end. While the database is away
/// nothing can be ended: on_desk_loaded() does it, with the reason that is kept until then.
void CallsService::end_on_desk(base::ServiceId service, ContactId id, EndReason reason) {
  ending_.insert_or_assign(id, reason);
  parts_.desk.execute(desk::EndCall{service, id, reason}, {},
                      [this, id](const base::Result<Outcome>& outcome) {
                        const bool may_come_back =
                            !outcome && outcome.error().code == base::ErrorCode::kUnavailable;
                        if (!may_come_back) ending_.erase(id);
                      });
}

void CallsService::answer(ContactId call) {
  const auto found = living_.find(call);
  if (found == living_.end()) return;
  found->second.is_answered = true;
  telephone_.load()->answer(call_of(call));
}

void CallsService::park(ContactId call) {
  const auto found = living_.find(call);
  if (found == living_.end()) return;
  found->second.talker = {};
  found->second.is_leg_connected = false;
  found->second.phone.clear();
  telephone_.load()->park(call_of(call));
}

void CallsService::hold(ContactId call, bool is_held) {
  if (living_.contains(call)) telephone_.load()->set_held(call_of(call), is_held);
}

void CallsService::hang_up(ContactId call) {
  if (living_.erase(call) > 0) telephone_.load()->hang_up(call_of(call));
}

void CallsService::on_operator_side(voice::CallId call, voice::OperatorSide what) {
  const bool is_connected = what == voice::OperatorSide::kConnected;
  parts_.desk.post_always([this, id = contact_of(call), is_connected] {
    const auto found = living_.find(id);
    if (found == living_.end()) return;
    found->second.is_leg_connected = is_connected;
    if (!is_connected && found->second.phone.is_talking()) found->second.phone.clear();
    tell_leg(found->second);
  });
}

void CallsService::tell_leg(const Living& call) {
  parts_.desk.execute(desk::SetOperatorLeg{call.start.service, call.start.contact,
                                           call.is_leg_connected, call.phone.is_talking()},
                      {}, [](const auto&) {});
}

base::Status CallsService::accept(const desk::AcceptCall& command) {
  MDG_TRY(parts_.desk.perform(command));
  const auto found = living_.find(command.contact);
  if (found == living_.end()) return {};
  found->second.talker = command.operator_id;
  record(found->second);
  return {};
}

/// From the first answer to the end, whoever talks.
void CallsService::record(Living& call) {
  if (recorder_ == nullptr || call.is_tapped) return;
  auto tap = recorder_->begin(call.start.service, call.start.contact);
  call.is_tapped = tap != nullptr;
  if (tap) telephone_.load()->tap(call_of(call.start.contact), std::move(tap));
}

base::Status CallsService::require_talker(base::ServiceId service, ContactId call,
                                          base::OperatorId who) const {
  const desk::Contact* contact = parts_.desk.state().contacts.find(call);
  if (contact == nullptr || contact->service != service || !desk::is_call(*contact)) {
    return base::fail(base::ErrorCode::kNotFound, "no live call of this service has this id");
  }
  if (contact->owner != who) {
    return base::fail(base::ErrorCode::kConflict, "owner: the call is not yours");
  }
  if (!desk::is_ringing(*contact)) return {};
  return base::fail(base::ErrorCode::kConflict, "ringing: the call is not answered");
}

void CallsService::connect(ContactId call, std::string offer, voice::DescriptionReply reply) {
  const auto there = telephone();
  if (!there) return reply(base::fail(there.error()));
  (*there)->connect_browser(call_of(call), std::move(offer),
                            instead_of_phone(call, std::move(reply)));
}

base::Status CallsService::send_keys(ContactId call, std::string keys) {
  MDG_ASSIGN(const auto there, telephone());
  there->send_keys(call_of(call), std::move(keys));
  return {};
}

/// What the desk knows again may lack calls that began just before, and have some that are over.
void CallsService::on_desk_loaded() {
  give_up_dialing();
  end_dead_calls();
  std::vector<ContactId> missing;
  for (const auto& [id, call] : living_) {
    if (call.is_answered && parts_.desk.state().contacts.find(id) == nullptr) missing.push_back(id);
  }
  for (const ContactId id : missing) start_on_desk(id);
  keep_talking();
  ring_anew();
}

/// Who talked before still does, whatever the rows say.
void CallsService::keep_talking() {
  std::vector<Living> kept;
  for (const auto& [id, call] : living_) {
    if (call.talker && call.is_answered) kept.push_back(call);
  }
  for (const Living& call : kept) {
    parts_.desk.execute(desk::KeepCall{call.start.service, call.start.contact, call.talker}, {},
                        [](const auto&) {});
    tell_leg(call);
  }
}

void CallsService::end_dead_calls() {
  const auto ending = std::exchange(ending_, {});
  std::vector<desk::EndCall> dead;
  parts_.desk.state().contacts.for_each([&](ContactId id, const desk::Contact& contact) {
    if (!desk::is_call(contact) || desk::is_ended(contact) || living_.contains(id)) return;
    const auto known = ending.find(id);
    dead.push_back(
        {contact.service, id, known == ending.end() ? EndReason::kInterrupted : known->second});
  });
  for (const desk::EndCall& end : dead) end_on_desk(end.service, end.contact, end.reason);
}

}  // namespace madoguchi::features
