#include "features/live/live_desk.h"

#include <algorithm>

#include <spdlog/spdlog.h>

namespace madoguchi::features {
namespace {

using base::ErrorCode;

constexpr std::size_t kMaxQueuedTasks = 16'384;
constexpr std::int64_t kMaxOutstanding = 4096;
constexpr base::Seconds kStall{2};  ///< a commit older than this closes the door for new chats
constexpr base::Milliseconds kFlushEvery{250};
constexpr base::Seconds kReloadEvery{1};
constexpr base::Seconds kHeartbeatEvery{15};

template <class T>
const T* find_effect(const desk::Decision& decision) {
  for (const desk::Effect& effect : decision.effects) {
    if (const T* found = std::get_if<T>(&effect)) return found;
  }
  return nullptr;
}

}  // namespace

LiveDesk::LiveDesk(storage::Database& db, base::IdSource& ids, const base::Clock& clock, Load load)
    : db_(db), ids_(ids), clock_(clock), load_(std::move(load)), thread_(clock, kMaxQueuedTasks) {}

LiveDesk::~LiveDesk() { stop(); }

base::Status LiveDesk::start() {
  MDG_ASSIGN(auto contents, db_.read_now(load_));
  MDG_ASSIGN(auto state, desk::restore(contents.snapshot, clock_.now()));
  adopt(std::move(contents), std::move(state));
  thread_.start({[this] { return next_wake(); }, [this] { on_deadline(); }});
  return {};
}

void LiveDesk::stop() { thread_.stop(); }

DeskCounts LiveDesk::counts() const {
  return {commands_, refused_, reloads_, outstanding_, thread_.lag(), is_halted_};
}

boost::asio::awaitable<base::Result<Outcome>> LiveDesk::run(desk::Command command,
                                                            std::vector<File> files) {
  return outcome_of(std::make_shared<Ordered>(Ordered{std::move(command), std::move(files)}));
}

boost::asio::awaitable<base::Result<Outcome>> LiveDesk::outcome_of(
    std::shared_ptr<Ordered> ordered) {
  namespace asio = boost::asio;
  auto outcome = std::make_shared<std::optional<base::Result<Outcome>>>();
  auto initiate = [this, outcome, ordered](auto handler) {
    auto executor = asio::get_associated_executor(handler);
    auto held = std::make_shared<decltype(handler)>(std::move(handler));
    submit(std::move(ordered->command), std::move(ordered->files),
           [outcome, held, executor](base::Result<Outcome> result) {
             outcome->emplace(std::move(result));
             asio::post(executor, [held] { (*held)(); });
           });
  };
  co_await asio::async_initiate<const asio::use_awaitable_t<>, void()>(std::move(initiate),
                                                                       asio::use_awaitable);
  co_return std::move(**outcome);
}

void LiveDesk::submit(desk::Command command, std::vector<File> files, Reply reply) {
  auto shared_reply = std::make_shared<Reply>(std::move(reply));
  const bool is_taken =
      post([this, command = std::move(command), files = std::move(files), shared_reply]() mutable {
        execute(std::move(command), files, std::move(*shared_reply));
      });
  if (!is_taken) (*shared_reply)(base::fail(ErrorCode::kTryLater, "the desk is full"));
}

std::optional<base::Error> LiveDesk::overload(const desk::Command& command) const {
  if (is_halted_) return base::make_error(ErrorCode::kUnavailable, "the desk is being loaded");
  // What ends a call is bounded by the calls there are, and comes only once.
  if (std::holds_alternative<desk::EndCall>(command)) return {};
  if (outstanding_ >= kMaxOutstanding) {
    return base::make_error(ErrorCode::kTryLater, "too many commits are under way");
  }
  const auto* written = std::get_if<desk::WriteAsCustomer>(&command);
  const bool is_call = std::holds_alternative<desk::StartCall>(command);
  if (written == nullptr && !is_call) return {};
  if (db_.counts().oldest_uncommitted <= kStall) return {};
  if (is_call) return base::make_error(ErrorCode::kTryLater, "the disk is slow; no new calls");
  const desk::ThreadContacts* thread = state_.threads.find(written->thread);
  if (thread != nullptr && thread->open) return {};
  return base::make_error(ErrorCode::kTryLater, "the disk is slow; no new chats for a moment");
}

void LiveDesk::execute(desk::Command command, const std::vector<File>& files, Reply reply) {
  ++commands_;
  if (auto error = overload(command)) {
    ++refused_;
    return reply(base::fail(*std::move(error)));
  }
  desk::Decision decision = desk::decide(state_, command, clock_.now());
  if (decision.refused) return reply(base::fail(*std::move(decision.refused)));
  const JournalBuilder builder(state_, decision.events);
  for (const desk::Event& event : decision.events) desk::apply(state_, event);
  auto prepared =
      std::make_shared<Prepared>(builder.finish(state_, decision.events, files, names_, ids_));
  Outcome outcome;
  handle_effects(decision, outcome);
  show_live(decision.events, *prepared);
  commit(std::move(prepared), std::move(outcome), std::move(reply));
  after_start(decision.events);
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
  if (const auto* answer = std::get_if<desk::AnswerCall>(&effect)) calls_->answer(answer->contact);
  if (const auto* end = std::get_if<desk::HangUpCall>(&effect)) calls_->hang_up(end->contact);
}

/// Brings the copy for other threads up to date; whether that operator's screens have anything new
/// to show.
bool LiveDesk::mirror(const OperatorChange& change) {
  const desk::Operator* who = state_.operators.find(change.id);
  if (who != nullptr) return states_.set(change.id, *who) || change.has_new_rights;
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

void LiveDesk::commit(std::shared_ptr<Prepared> prepared, Outcome outcome, Reply reply) {
  if (prepared->entry.empty() && outstanding_ == 0) return reply(std::move(outcome));
  if (!prepared->entry.empty()) prepared->entry.number = next_number_++;
  prepared->committed.number = prepared->entry.number;
  ++outstanding_;
  // An entry without rows still goes through the writer: its answer may rest on what was decided
  // before it.
  auto work = [prepared, failed = has_failed_](storage::Connection& db) -> base::Status {
    if (*failed) return base::fail(ErrorCode::kUnavailable, "an earlier commit failed");
    auto status = journal::write(db, prepared->entry);
    if (!status) *failed = true;
    return status;
  };
  auto done = [this, prepared, outcome = std::move(outcome), reply = std::move(reply),
               failed = has_failed_](base::Status status) mutable {
    if (!status) *failed = true;
    thread_.post_always([this, prepared, outcome = std::move(outcome), reply = std::move(reply),
                         status = std::move(status)]() mutable {
      on_commit(*prepared, std::move(outcome), reply, std::move(status));
    });
  };
  db_.submit(std::move(work), std::move(done));
}

void LiveDesk::on_commit(const Prepared& prepared, Outcome outcome, const Reply& reply,
                         base::Status status) {
  --outstanding_;
  if (!status) {
    halt(status.error());
    return reply(base::fail(ErrorCode::kUnavailable, "the database did not take it"));
  }
  const Committed& committed = prepared.committed;
  if (committed.number != 0) {
    committed_number_ = committed.number;
    for (DeskListener* listener : listeners_) listener->on_committed(committed);
    want_flush();
  }
  const auto is_answer = [&](const Message& message) {
    return message.contact == outcome.contact && message.number == outcome.message_number;
  };
  const auto message = std::ranges::find_if(committed.messages, is_answer);
  if (message != committed.messages.end()) outcome.message = *message;
  reply(std::move(outcome));
}

std::optional<base::Time> LiveDesk::next_wake() const {
  std::optional<base::Time> next = is_halted_ ? reload_at_ : desk::next_deadline(state_);
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
  const auto deadline = desk::next_deadline(state_);
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
  int& consoles = consoles_[id];
  consoles += is_online ? 1 : -1;
  const int now_open = consoles;
  if (now_open <= 0) consoles_.erase(id);
  if (is_online && now_open == 1) execute(desk::ConnectOperator{id}, {}, [](const auto&) {});
  if (!is_online && now_open == 0) execute(desk::DisconnectOperator{id}, {}, [](const auto&) {});
}

void LiveDesk::touch(std::vector<base::ContactId> contacts) {
  auto prepared = std::make_shared<Prepared>();
  for (const base::ContactId id : contacts) {
    const desk::Contact* contact = state_.contacts.find(id);
    if (contact == nullptr) continue;
    prepared->entry.contacts.push_back({.contact = *contact});
    prepared->committed.contacts.push_back(
        {contact->service, id, contact->thread, contact->owner, contact->owner});
  }
  if (!prepared->entry.empty() && !is_halted_) commit(std::move(prepared), {}, [](const auto&) {});
}

// --- when the database failed ---

void LiveDesk::halt(const base::Error& error) {
  if (!is_halted_) {
    spdlog::error("the desk stops and will be loaded anew: {} {}", base::error_row(error.code).key,
                  error.detail);
  }
  is_halted_ = true;
  reload_at_ = clock_.now();
}

void LiveDesk::try_reload() {
  reload_at_ = clock_.now() + kReloadEvery;
  if (outstanding_ > 0) return;
  auto contents = db_.read_now(load_);
  if (!contents) return;
  auto state = desk::restore(contents->snapshot, clock_.now());
  if (!state) {
    spdlog::error("the desk cannot be loaded: {}", state.error().detail);
    return;
  }
  adopt(*std::move(contents), *std::move(state));
  has_failed_ = std::make_shared<std::atomic<bool>>(false);
  is_halted_ = false;
  ++reloads_;
  reconnect();
  spdlog::warn("the desk was loaded anew and goes on");
  for (DeskListener* listener : listeners_) listener->on_reloaded();
  if (calls_ != nullptr) calls_->on_desk_loaded();
}

void LiveDesk::adopt(DeskContents contents, desk::DeskState state) {
  state_ = std::move(state);
  names_ = std::move(contents.names);
  committed_number_ = contents.last_number;
  loaded_number_ = contents.last_number;
  next_number_ = std::max(next_number_, contents.last_number + 1);
  refresh_states();
}

void LiveDesk::refresh_states() {
  states_.clear();
  state_.operators.for_each(
      [this](base::OperatorId id, const desk::Operator& who) { states_.set(id, who); });
  state_.services.for_each([this](base::ServiceId id, const desk::Service&) {
    states_.set_service_online(id, desk::is_service_online(state_, id));
  });
}

/// Consoles and pages that are still open lived through it.
void LiveDesk::reconnect() {
  for (const auto& [id, count] : consoles_) {
    if (count > 0) execute(desk::ConnectOperator{id}, {}, [](const auto&) {});
  }
  for (const auto& [thread, service] : online_threads_) {
    const desk::ThreadContacts* contacts = state_.threads.find(thread);
    if (contacts == nullptr || !contacts->open) continue;
    execute(desk::SetCustomerPresence{service, contacts->open, true}, {}, [](const auto&) {});
  }
}

}  // namespace madoguchi::features
