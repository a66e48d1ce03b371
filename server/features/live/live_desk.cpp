#include "features/live/live_desk.h"

#include <algorithm>

#include "base/overloaded.h"
#include "storage/database.h"

namespace madoguchi::features {
namespace {

using base::ErrorCode;
using base::Overloaded;

constexpr std::size_t kMaxQueuedTasks = 16'384;
constexpr std::int64_t kMaxOutstanding = 4096;
constexpr base::Seconds kStall{2};  ///< a commit older than this closes the door for new chats
constexpr base::Milliseconds kFlushEvery{250};
constexpr base::Seconds kHeartbeatEvery{15};

template <class T>
const T* find_effect(const desk::Decision& decision) {
  for (const desk::Effect& effect : decision.effects) {
    if (const T* found = std::get_if<T>(&effect)) return found;
  }
  return nullptr;
}

template <class T, class... Kinds>
constexpr bool kIsOneOf = (std::is_same_v<T, Kinds> || ...);

/// What nobody tells a second time: who is there, what the admin set, and how calls stand. There is
/// no more of it than there are operators, pages, settings and calls.
template <class T>
constexpr bool kComesOnce =
    kIsOneOf<T, desk::ConnectOperator, desk::DisconnectOperator, desk::ConnectPhone,
             desk::DisconnectPhone, desk::SetCustomerPresence, desk::SetService, desk::SetQueue,
             desk::SetOperator, desk::RemoveOperator, desk::SetRingsThere, desk::SetDialAnswered,
             desk::SetOperatorLeg, desk::KeepCall, desk::DeclineCall, desk::EndCall>;

bool comes_once(const desk::Command& command) {
  return std::visit([]<class T>(const T&) { return kComesOnce<T>; }, command);
}

/// One more or one less; whether it was the first one, or the last.
bool count_one(std::unordered_map<base::OperatorId, int>& counts, base::OperatorId id,
               bool is_more) {
  int& count = counts[id];
  count += is_more ? 1 : -1;
  const int now = count;
  if (now <= 0) counts.erase(id);
  return now == (is_more ? 1 : 0);
}

}  // namespace

LiveDesk::LiveDesk(storage::Database& db, base::IdSource& ids, const base::Clock& clock, Load load)
    : db_(db), ids_(ids), clock_(clock), load_(std::move(load)), thread_(clock, kMaxQueuedTasks) {}

LiveDesk::~LiveDesk() { stop(); }

base::Status LiveDesk::start() {
  MDG_ASSIGN(auto contents, load());
  MDG_ASSIGN(auto state, desk::restore(contents.snapshot, clock_.now()));
  // A page asks for the messages after the last that it has, by id.
  ids_.continue_after(contents.last_id);
  adopt(std::move(contents), std::move(state));
  thread_.start({[this] { return next_wake(); }, [this] { on_deadline(); }});
  return {};
}

void LiveDesk::stop() { thread_.stop(); }

DeskCounts LiveDesk::counts() const {
  return {commands_, refused_, reloads_, outstanding_, thread_.lag(), is_halted_};
}

bool LiveDesk::is_stalled() const { return is_halted_ || db_.counts().oldest_uncommitted > kStall; }

void LiveDesk::submit(desk::Command command, std::vector<File> files, Reply reply) {
  auto shared_reply = std::make_shared<Reply>(std::move(reply));
  const bool is_taken =
      post([this, command = std::move(command), files = std::move(files), shared_reply]() mutable {
        execute(command, files, std::move(*shared_reply));
      });
  if (!is_taken) (*shared_reply)(base::fail(ErrorCode::kTryLater, "the desk is full"));
}

std::optional<base::Error> LiveDesk::overload(const desk::Command& command) const {
  if (is_halted_) return base::make_error(ErrorCode::kUnavailable, "the desk is being loaded");
  if (comes_once(command)) return {};
  if (is_full()) {
    return base::make_error(ErrorCode::kTryLater, "too many commits are under way");
  }
  const auto* written = std::get_if<desk::WriteAsCustomer>(&command);
  const bool is_call = std::holds_alternative<desk::StartCall>(command);
  if (written == nullptr && !is_call) return {};
  if (!is_stalled()) return {};
  if (is_call) return base::make_error(ErrorCode::kTryLater, "the disk is slow; no new calls");
  const desk::ThreadContacts* thread = state_.threads.find(written->thread);
  if (thread != nullptr && thread->open) return {};
  return base::make_error(ErrorCode::kTryLater, "the disk is slow; no new chats for a moment");
}

base::Result<LiveDesk::Decided> LiveDesk::decide(const desk::Command& command,
                                                 const std::vector<File>& files) {
  ++commands_;
  if (auto error = overload(command)) {
    ++refused_;
    return base::fail(*std::move(error));
  }
  desk::Decision decision = desk::decide(state_, command, clock_.now());
  if (decision.refused) return base::fail(*std::move(decision.refused));
  const JournalBuilder builder(state_, decision.events);
  for (const desk::Event& event : decision.events) desk::apply(state_, event);
  Decided decided;
  decided.prepared =
      std::make_shared<Prepared>(builder.finish(state_, decision.events, files, names_, ids_));
  handle_effects(decision, decided.outcome);
  show_live(decision.events, *decided.prepared);
  decided.events = std::move(decision.events);
  return decided;
}

void LiveDesk::execute(const desk::Command& command, const std::vector<File>& files, Reply reply) {
  auto decided = decide(command, files);
  if (!decided) return reply(base::fail(std::move(decided).error()));
  commit(std::move(decided->prepared), std::move(decided->outcome), std::move(reply));
  after_start(decided->events);
}

base::Status LiveDesk::perform(const desk::Command& command) {
  MDG_ASSIGN(Decided decided, decide(command, {}));
  commit(std::move(decided.prepared), std::move(decided.outcome), [](const auto&) {});
  after_start(decided.events);
  return {};
}

void LiveDesk::handle_effects(const desk::Decision& decision, Outcome& outcome) {
  if (const auto* accepted = find_effect<desk::MessageAccepted>(decision)) {
    outcome.contact = accepted->contact;
    outcome.message_number = accepted->number;
    outcome.was_known = accepted->is_known;
  }
  for (const desk::Effect& effect : decision.effects) {
    control_call(effect);
    if (const auto* moved = std::get_if<desk::QueueMoved>(&effect)) {
      for (DeskListener* listener : listeners_) listener->on_queue_moved(moved->queue);
      want_flush();
    } else if (const auto* online = std::get_if<desk::ServiceOnlineChanged>(&effect)) {
      states_.set_service_online(online->service, online->is_online);
      for (DeskListener* l : listeners_) l->on_service_online(online->service, online->is_online);
    }
  }
}

void LiveDesk::control_call(const desk::Effect& effect) {
  if (calls_ == nullptr) return;
  std::visit(
      Overloaded{
          [&](const desk::AnswerCall& e) { calls_->answer(e.contact); },
          [&](const desk::ParkCall& e) { calls_->park(e.contact); },
          [&](const desk::SetCallHeld& e) { calls_->hold(e.contact, e.is_held); },
          [&](const desk::HangUpCall& e) { calls_->hang_up(e.contact); },
          [&](const desk::RingOperator& e) { calls_->ring(e.contact, e.operator_id); },
          [&](const desk::StopRinging& e) { calls_->stop_ringing(e.contact, e.operator_id); },
          [](const auto&) {}},
      effect);
}

/// Brings the copy for other threads up to date; whether that operator's screens have anything new
/// to show.
bool LiveDesk::mirror(const OperatorChange& change) {
  const desk::Operator* who = state_.operators.find(change.id);
  if (who != nullptr) {
    return states_.set(change.id, view_of(state_, names_, *who)) || change.has_new_rights;
  }
  states_.remove(change.id);
  return true;
}

void LiveDesk::show_live(const std::vector<desk::Event>& events, const Prepared& prepared) {
  std::vector<OperatorChange> changes;
  for (const OperatorChange& change : prepared.operators) {
    if (mirror(change)) changes.push_back(change);
  }
  if (!changes.empty()) {
    for (DeskListener* listener : listeners_) listener->on_operators_changed(changes);
  }
  for (const desk::Event& event : events) {
    const auto* presence = std::get_if<desk::CustomerPresenceChanged>(&event);
    if (presence == nullptr) continue;
    const desk::Contact* contact = state_.contacts.find(presence->contact);
    if (contact == nullptr) continue;
    for (DeskListener* listener : listeners_) {
      listener->on_presence(contact->service, contact->id, presence->is_online);
    }
  }
}

/// A contact begins without knowing that its customer looks at the page.
void LiveDesk::after_start(const std::vector<desk::Event>& events) {
  for (const desk::Event& event : events) {
    const auto* started = std::get_if<desk::ContactStarted>(&event);
    if (started == nullptr || !online_threads_.contains(started->thread)) continue;
    execute(desk::SetCustomerPresence{started->service, started->contact, true}, {},
            [](const auto&) {});
  }
}

bool LiveDesk::is_full() const { return outstanding_ >= kMaxOutstanding; }

/// A Tick would be refused while full; the commit that makes room wakes the loop.
std::optional<base::Time> LiveDesk::next_desk_deadline() const {
  return is_full() ? std::nullopt : desk::next_deadline(state_);
}

std::optional<base::Time> LiveDesk::next_wake() const {
  std::optional<base::Time> next = is_halted_ ? reload_at_ : next_desk_deadline();
  if (flush_at_ && (!next || *flush_at_ < *next)) next = flush_at_;
  return next ? std::min(*next, heartbeat_at_) : heartbeat_at_;
}

void LiveDesk::on_deadline() {
  const base::Time now = clock_.now();
  if (flush_at_ && *flush_at_ <= now) {
    flush_at_.reset();
    for (DeskListener* listener : listeners_) listener->on_flush();
  }
  if (heartbeat_at_ <= now) {
    heartbeat_at_ = now + kHeartbeatEvery;
    for (DeskListener* listener : listeners_) listener->on_heartbeat();
  }
  if (is_halted_) {
    if (reload_at_ && *reload_at_ <= now) try_reload();
    return;
  }
  const auto deadline = next_desk_deadline();
  if (deadline && *deadline <= now) execute(desk::Tick{}, {}, [](const auto&) {});
}

void LiveDesk::show_typing(const Typing& typing) {
  for (DeskListener* listener : listeners_) listener->on_typing(typing);
}

void LiveDesk::want_flush() {
  if (!flush_at_) flush_at_ = clock_.now() + kFlushEvery;
}

void LiveDesk::set_thread_online(base::ServiceId service, base::ThreadId thread, bool is_online) {
  if (is_online) {
    online_threads_.insert_or_assign(thread, service);
  } else {
    online_threads_.erase(thread);
  }
  const desk::ThreadContacts* contacts = state_.threads.find(thread);
  if (contacts == nullptr || !contacts->open) return;
  execute(desk::SetCustomerPresence{service, contacts->open, is_online}, {}, [](const auto&) {});
}

void LiveDesk::set_operator_online(base::OperatorId id, bool is_online) {
  if (!count_one(consoles_, id, is_online)) return;
  execute(is_online ? desk::Command(desk::ConnectOperator{id}) : desk::DisconnectOperator{id}, {},
          [](const auto&) {});
}

int LiveDesk::phones_online(base::OperatorId id) const {
  const auto found = phones_.find(id);
  return found == phones_.end() ? 0 : found->second;
}

void LiveDesk::set_phone_online(base::OperatorId id, bool is_online) {
  if (!count_one(phones_, id, is_online)) return;
  execute(is_online ? desk::Command(desk::ConnectPhone{id}) : desk::DisconnectPhone{id}, {},
          [](const auto&) {});
}

}  // namespace madoguchi::features
