#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>

#include <boost/json/object.hpp>

#include "channels/web_chat/visits_service.h"
#include "desk/places.h"
#include "features/live/live_desk.h"
#include "transport/socket.h"

namespace madoguchi::channels {

using PageId = std::uint64_t;

/// Shows the desk to the customers' pages: messages at once, state and place in line when they
/// changed. Lives on the desk's thread; the first group of methods may be called from every thread.
class VisitorHub final : public features::DeskListener {
 public:
  static constexpr std::size_t kMaxPagesPerVisitor = 8;

  explicit VisitorHub(features::LiveDesk& desk) : desk_(desk) {}

  void open(PageId id, Visitor visitor, std::shared_ptr<transport::Socket> socket);
  void close(PageId id);
  void typing(PageId id, bool is_typing);
  /// Sends the page the state as it is now, whatever was sent before: a view that was read from the
  /// database may be older than the last state.
  void show_state(PageId id);

  // --- on the desk's thread ---
  void on_committed(const features::Committed& committed) override;
  void on_operators_changed(const std::vector<features::OperatorChange>&) override {}
  void on_presence(base::ServiceId, base::ContactId, bool) override {}
  void on_typing(const features::Typing& typing) override;
  void on_queue_moved(base::QueueId queue) override { moved_queues_.insert(queue); }
  void on_service_online(base::ServiceId service, bool is_online) override;
  void on_reloaded() override;
  void on_flush() override;
  void on_heartbeat() override;

 private:
  struct Page {
    PageId id = 0;
    Visitor visitor;
    std::shared_ptr<transport::Socket> socket;
  };
  using Frame = std::shared_ptr<const std::string>;

  template <class Send>
  void for_thread(base::ThreadId thread, Send send);
  void send_state(base::ThreadId thread);
  [[nodiscard]] boost::json::object state_of(const Visitor& visitor);
  [[nodiscard]] std::optional<int> place_of(const desk::Contact& contact);

  features::LiveDesk& desk_;
  std::unordered_map<PageId, Page> pages_;
  std::unordered_map<base::ThreadId, std::set<PageId>> by_thread_;
  std::unordered_map<base::ThreadId, std::string> state_sent_;
  std::set<base::QueueId> moved_queues_;
  std::set<base::ThreadId> changed_threads_;
  std::unordered_map<base::ContactId, int> places_;  ///< as of the last flush
};

}  // namespace madoguchi::channels
