#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

#include "desk/decide.h"
#include "desk/restore.h"
#include "features/live/call_control.h"
#include "features/live/desk_listener.h"
#include "features/live/desk_thread.h"
#include "features/live/failed_commits.h"
#include "features/live/journal_builder.h"
#include "features/live/live_operators.h"

namespace madoguchi::storage {
class Connection;
class Database;
}  // namespace madoguchi::storage

namespace madoguchi::features {

/// What a command led to, after its commit.
struct Outcome {
  base::ContactId contact;          ///< of a message
  std::int64_t message_number = 0;  ///< within the contact
  bool was_known = false;           ///< the message had been sent before; nothing changed
  std::optional<Message> message;   ///< the new one
};

/// The live part of the desk as the database and the admin's settings describe it.
struct DeskContents {
  desk::DeskSnapshot snapshot;
  DeskNames names;
  std::int64_t last_number = 0;  ///< the highest number of the desk in any row
  std::int64_t last_id = 0;      ///< the highest id of a contact or message
};

struct DeskCounts {
  std::int64_t commands = 0;
  std::int64_t refused = 0;
  std::int64_t reloads = 0;
  std::int64_t outstanding = 0;  ///< commits on their way, now
  base::Milliseconds lag{0};
  bool is_halted = false;
};

/// Owns the desk's state and loop: takes commands from everywhere, lets desk::decide() decide,
/// journals the events and tells the listeners after the commit. When the database fails, the desk
/// stops taking commands, loads what is committed and goes on.
class LiveDesk {
 public:
  using Load = std::function<base::Result<DeskContents>(storage::Connection&, base::Time now)>;

  LiveDesk(storage::Database& db, base::IdSource& ids, const base::Clock& clock, Load load);
  ~LiveDesk();
  LiveDesk(const LiveDesk&) = delete;
  LiveDesk& operator=(const LiveDesk&) = delete;

  /// Before start() only. Listeners outlive the desk's thread.
  void add_listener(DeskListener& listener) { listeners_.push_back(&listener); }
  /// Before start() only. Whoever carries out what is decided about calls outlives the desk's
  /// thread.
  void set_call_control(CallControl& calls) { calls_ = &calls; }
  /// Loads the state and starts the loop.
  [[nodiscard]] base::Status start();
  void stop();

  // --- from every thread ---

  using Reply = std::function<void(base::Result<Outcome>)>;
  /// live_desk_async.h has the same for coroutines. Answers after the commit, on the desk's thread:
  /// kTryLater when the desk or the writer has too much to do, kUnavailable while the database is
  /// away; else what decide() refused.
  void submit(desk::Command command, std::vector<File> files, Reply reply);
  /// Runs `task` on the desk's thread; false when it is not taken.
  [[nodiscard]] bool post(DeskThread::Task task) { return thread_.post(std::move(task)); }
  void post_always(DeskThread::Task task) { thread_.post_always(std::move(task)); }

  [[nodiscard]] const LiveOperators& states() const { return states_; }
  [[nodiscard]] DeskCounts counts() const;
  /// The stall rule of ARCHITECTURE.md: halted, or a commit takes over 2 s. No new chats and calls.
  [[nodiscard]] bool is_stalled() const;

  // --- on the desk's thread ---

  [[nodiscard]] const desk::DeskState& state() const { return state_; }
  [[nodiscard]] const DeskNames& names() const { return names_; }
  [[nodiscard]] std::int64_t committed_number() const { return committed_number_; }
  /// What committed_number() was when the state was loaded: presence of customers is not known from
  /// before it.
  [[nodiscard]] std::int64_t loaded_number() const { return loaded_number_; }
  void execute(const desk::Command& command, const std::vector<File>& files, Reply reply);
  /// Answers as soon as it is decided and carried out, before the commit: for what a caller hears.
  [[nodiscard]] base::Status perform(const desk::Command& command);
  void set_name(base::OperatorId id, std::string name) { names_.operators[id] = std::move(name); }
  void set_name(base::QueueId id, std::string name) { names_.queues[id] = std::move(name); }
  /// A page of the customer opened or closed; known here beyond the life of one contact.
  void set_thread_online(base::ServiceId service, base::ThreadId thread, bool is_online);
  /// A console of the operator opened or closed.
  void set_operator_online(base::OperatorId id, bool is_online);
  /// Something that can ring at the operator came or went: a console that holds the phone, or the
  /// desk phones of an extension, which count as one.
  void set_phone_online(base::OperatorId id, bool is_online);
  [[nodiscard]] int phones_online(base::OperatorId id) const;
  /// Gives the open contacts of a customer a new number, because what they show of the customer
  /// changed.
  void touch(std::vector<base::ContactId> contacts);
  void show_typing(const Typing& typing);
  /// Asks for on_flush() within a quarter of a second.
  void want_flush();

 private:
  /// A decision that was carried out and is to be committed.
  struct Decided {
    std::shared_ptr<Prepared> prepared;
    std::vector<desk::Event> events;
    Outcome outcome;
  };
  [[nodiscard]] base::Result<Decided> decide(const desk::Command& command,
                                             const std::vector<File>& files);
  void handle_effects(const desk::Decision& decision, Outcome& outcome);
  void control_call(const desk::Effect& effect);
  bool mirror(const OperatorChange& change);
  void show_live(const std::vector<desk::Event>& events, const Prepared& prepared);
  void after_start(const std::vector<desk::Event>& events);
  void commit(std::shared_ptr<Prepared> prepared, Outcome outcome, Reply reply);
  void on_commit(const Prepared& prepared, Outcome outcome, const Reply& reply,
                 base::Status status);
  [[nodiscard]] std::optional<base::Error> overload(const desk::Command& command) const;
  [[nodiscard]] bool is_full() const;
  [[nodiscard]] std::optional<base::Time> next_desk_deadline() const;
  [[nodiscard]] std::optional<base::Time> next_wake() const;
  void on_deadline();
  [[nodiscard]] base::Result<DeskContents> load() const;
  void halt(const base::Error& error);
  void try_reload();
  void adopt(DeskContents contents, desk::DeskState state);
  void reconnect();
  void refresh_states();

  storage::Database& db_;
  base::IdSource& ids_;
  const base::Clock& clock_;
  const Load load_;
  std::vector<DeskListener*> listeners_;
  CallControl* calls_ = nullptr;

  desk::DeskState state_;
  DeskNames names_;
  std::int64_t next_number_ = 1;
  std::int64_t committed_number_ = 0;
  std::int64_t loaded_number_ = 0;
  std::unordered_map<base::ThreadId, base::ServiceId> online_threads_;
  std::unordered_map<base::OperatorId, int> consoles_;
  std::unordered_map<base::OperatorId, int> phones_;
  std::optional<base::Time> flush_at_;
  base::Time heartbeat_at_;

  std::shared_ptr<FailedCommits> failures_ = std::make_shared<FailedCommits>();
  std::int64_t next_commit_ = 0;  ///< counts all, those without rows too
  std::atomic<bool> is_halted_{false};
  std::optional<base::Time> reload_at_;

  std::atomic<std::int64_t> outstanding_{0};
  std::atomic<std::int64_t> commands_{0};
  std::atomic<std::int64_t> refused_{0};
  std::atomic<std::int64_t> reloads_{0};
  LiveOperators states_;
  DeskThread thread_;  // last: its tasks use everything above
};

}  // namespace madoguchi::features
