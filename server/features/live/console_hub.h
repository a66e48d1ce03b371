#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "desk/places.h"
#include "features/live/box_counts.h"
#include "features/live/console_frame.h"
#include "features/live/desk_listener.h"
#include "features/live/live_desk.h"
#include "features/operators/operator.h"
#include "features/sign_in/principal.h"
#include "storage/database.h"
#include "transport/socket.h"

namespace madoguchi::features {

/// What a console wants to see; frame `subscribe` of docs/events.md.
struct ConsoleSubscription {
  std::optional<std::int64_t> since;
  std::vector<base::ServiceId> services;
  std::vector<base::ServiceId> lists;  ///< services of which a whole box is on the screen
  std::vector<base::ContactId> contacts;
  std::vector<base::ServiceId> rosters;
};

using ConsoleId = std::uint64_t;

/// Shows the desk to the operators' consoles. Messages go out at once; rows and counters are read
/// and sent together, at most 4 times a second, each row serialized once for all. Lives on the
/// desk's thread; the first group of methods may be called from every thread.
class ConsoleHub final : public DeskListener, public OperatorsListener {
 public:
  ConsoleHub(LiveDesk& desk, storage::Database& db) : desk_(desk), db_(db) {}

  /// Counts what changed anybody's rights. Read it before the rights of a principal are read.
  [[nodiscard]] std::uint64_t rights_changes() const { return rights_changes_; }
  /// A console whose rights were read when there were fewer `rights_changes` is closed, and comes
  /// again with those of now.
  void open(ConsoleId id, Principal me, std::uint64_t rights_changes,
            std::shared_ptr<transport::Socket> socket);
  /// False when the desk has too much to do: close the socket, its client comes again.
  [[nodiscard]] bool subscribe(ConsoleId id, ConsoleSubscription subscription);
  void typing(ConsoleId id, base::ContactId contact, bool is_note, bool is_typing);
  /// This console holds the operator's phone, or does not any more. False as above.
  [[nodiscard]] bool hold_phone(ConsoleId id, bool holds);
  void close(ConsoleId id);
  void end_session(base::SessionId session);
  /// Consoles of an organization admin who is none any more, or of one who is new, come again.
  void operator_changed(const OperatorForDesk& changed) override;

  // --- on the desk's thread ---
  void on_committed(const Committed& committed) override;
  void on_operators_changed(const std::vector<OperatorChange>& changes) override;
  void on_presence(base::ServiceId service, base::ContactId contact, bool is_online) override;
  void on_typing(const Typing& typing) override;
  void on_queue_moved(base::QueueId queue) override { moved_queues_.insert(queue); }
  void on_service_online(base::ServiceId, bool) override {}
  void on_reloaded() override;
  void on_flush() override;
  void on_heartbeat() override;
  /// How many contacts consoles have open; for tests.
  [[nodiscard]] std::size_t followed() const { return by_contact_.size(); }

 private:
  using Frame = ConsoleFrameText;

  struct Console {
    ConsoleId id = 0;
    Principal me;
    std::shared_ptr<transport::Socket> socket;
    ConsoleSubscription subscription;
    bool is_subscribed = false;  ///< and has what it had missed by then
    std::uint64_t catch_up = 0;  ///< the newest one, which is under way; zero: none
    std::vector<Frame> waiting;  ///< frames with a number, until the catch-up is sent
    bool holds_phone = false;
    std::map<base::ServiceId, BoxCounts> counts_sent;
  };
  struct DirtyRow {
    base::ServiceId service;
    std::set<base::OperatorId> owners;  ///< who had it or has it since the last flush
  };
  /// A row as it goes out, and who may want it.
  struct SerializedRow {
    base::ServiceId service;
    base::ContactId contact;
    std::set<base::OperatorId> owners;
    std::string json;
  };
  struct LiveChange {
    base::ServiceId service;
    base::ContactId contact;
  };
  struct Missed {
    std::vector<Contact> contacts;
    std::vector<Message> messages;
    bool is_too_much = false;
  };
  template <class Send>
  void for_contact(base::ServiceId service, base::ContactId contact, Send send);
  void follow(const Console& console);
  void unfollow(const Console& console);
  void catch_up(Console& console, std::int64_t since);
  /// Open contacts of which something without a number may have changed after `since`; nothing for
  /// a console that was there all the time.
  [[nodiscard]] std::vector<LiveChange> changed_live(const Console& console,
                                                     std::int64_t since) const;
  static base::Result<Missed> load_missed(storage::Connection& db,
                                          const ConsoleSubscription& subscription,
                                          const std::vector<LiveChange>& live, std::int64_t since);
  void note_moves();
  void note_live_change(base::ServiceId service, base::ContactId contact);
  void take_missed(ConsoleId id, std::uint64_t catch_up, const base::Result<Missed>& missed,
                   std::int64_t through);
  void send_missed(const Console& console, const base::Result<Missed>& missed,
                   std::int64_t through);
  void send_numbered(Console& console, Frame frame);
  [[nodiscard]] std::set<ConsoleId> receivers_of(const ContactChange& change);
  void send_messages(const Committed& committed);
  void send_alerts(const Committed& committed);
  void mark_dirty(base::ContactId contact, const DirtyRow& row);
  void flush_rows();
  void send_rows(std::vector<SerializedRow> rows, std::int64_t through);
  void send_counts();
  void send_rosters();
  [[nodiscard]] static SerializedRow serialize(const Contact& contact, const DirtyRow& dirty);
  [[nodiscard]] static Frame rows_frame(const std::string& rows, std::int64_t through);

  LiveDesk& desk_;
  storage::Database& db_;
  std::unordered_map<ConsoleId, Console> consoles_;
  std::unordered_map<base::OperatorId, std::set<ConsoleId>> by_operator_;
  std::unordered_map<base::ContactId, std::set<ConsoleId>> by_contact_;
  std::unordered_map<base::ContactId, DirtyRow> dirty_;
  std::unordered_set<base::OperatorId> dirty_operators_;
  std::set<base::QueueId> moved_queues_;
  desk::ToldPlaces told_places_;
  /// Presence and places are in no row: the desk's number when they last changed.
  std::unordered_map<base::ContactId, std::int64_t> live_changed_at_;
  bool is_reading_ = false;
  bool counts_are_dirty_ = false;
  std::int64_t flushed_through_ = 0;
  std::uint64_t last_catch_up_ = 0;
  std::atomic<std::uint64_t> rights_changes_{0};  ///< written on the desk's thread
};

}  // namespace madoguchi::features
