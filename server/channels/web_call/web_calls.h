#pragma once

#include <memory>
#include <set>
#include <string>
#include <unordered_map>

#include <boost/asio/awaitable.hpp>

#include "channels/web_call/call_watchers.h"
#include "channels/web_call/web_caller.h"
#include "features/calls/calls_service.h"
#include "transport/socket.h"

namespace madoguchi::channels {

/// A call whose audio the browser can connect with `answer` (RFC 8829). It waits in its queue.
struct OpenedCall {
  base::ContactId id;
  std::string answer;
};

/// Calls of customers who are in a browser [V20]: one at a time for each. From the begin on they
/// are calls like any other; here it is known whose they are, and told how they stand.
///
/// The functions up to unwatch() may be called from every thread, the others are the desk's.
class WebCalls final : public features::DeskListener {
 public:
  struct Parts {
    storage::Database& db;
    features::LiveDesk& desk;
    features::CallsService& calls;
    base::IdSource& ids;
    const base::Clock& clock;
  };
  explicit WebCalls(Parts parts) : parts_(parts), watchers_(parts.desk) {}

  /// Puts the caller into the queue and answers the offer. kConflict: the caller has a call, no
  /// codec is common, or it ended meanwhile; kUnavailable: there is no telephone; kTryLater: too
  /// many calls, or the disk is slow; kInvalidInput: the offer.
  [[nodiscard]] boost::asio::awaitable<base::Result<OpenedCall>> open(WebCaller caller,
                                                                      std::string offer);
  /// kNotFound: the caller has no such call (any more).
  [[nodiscard]] boost::asio::awaitable<base::Status> hang_up(std::string key, base::ContactId call);
  [[nodiscard]] boost::asio::awaitable<base::Status> require_own(std::string key,
                                                                 base::ContactId call);
  void watch(WatcherId id, base::ContactId call, std::shared_ptr<transport::Socket> socket);
  void unwatch(WatcherId id);

  void on_committed(const features::Committed& committed) override;
  void on_operators_changed(const std::vector<features::OperatorChange>& changes) override;
  void on_presence(base::ServiceId, base::ContactId, bool) override {}
  void on_typing(const features::Typing&) override {}
  void on_queue_moved(base::QueueId queue) override { moved_queues_.insert(queue); }
  void on_service_online(base::ServiceId, bool) override {}
  void on_reloaded() override;
  void on_flush() override;
  void on_heartbeat() override;

 private:
  struct Running {
    std::string key;
    base::ServiceId service;
    base::ThreadId thread;
    bool has_begun = false;
  };
  using Begun = base::Result<OpenedCall>;

  [[nodiscard]] base::Status reserve(const std::string& key, const desk::StartCall& start);
  [[nodiscard]] base::Status begin(const desk::StartCall& start);
  [[nodiscard]] base::Status is_own(const std::string& key, base::ContactId call) const;
  [[nodiscard]] boost::asio::awaitable<Begun> begin_later(WebCaller caller, desk::StartCall start,
                                                          std::string offer);
  void release(base::ContactId call);
  void release_ended();

  Parts parts_;
  CallWatchers watchers_;
  std::unordered_map<base::ContactId, Running> running_;
  std::unordered_map<std::string, base::ContactId> by_key_;
  std::set<base::QueueId> moved_queues_;
};

}  // namespace madoguchi::channels
