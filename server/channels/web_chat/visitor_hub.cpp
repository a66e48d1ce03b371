#include "channels/web_chat/visitor_hub.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "base/json.h"
#include "channels/web_chat/open_service.h"
#include "desk/names.h"
#include "features/contacts/contact_presenter.h"

namespace madoguchi::channels {
namespace {

namespace json = boost::json;

std::shared_ptr<const std::string> frame(const json::object& value) {
  return std::make_shared<const std::string>(json::serialize(value));
}

}  // namespace

// --- from every thread ---

void VisitorHub::open(PageId id, Visitor visitor, std::shared_ptr<transport::Socket> socket) {
  desk_.post_always([this, id, visitor = std::move(visitor), socket = std::move(socket)]() mutable {
    auto& open_pages = by_thread_[visitor.thread];
    if (open_pages.size() >= kMaxPagesPerVisitor) {
      return socket->close(kTooManyPages, "too many pages are open");
    }
    open_pages.insert(id);
    const bool is_first = open_pages.size() == 1;
    const Visitor who = visitor;
    pages_[id] = {id, std::move(visitor), std::move(socket)};
    if (is_first) desk_.set_thread_online(who.service, who.thread, true);
  });
}

void VisitorHub::close(PageId id) {
  desk_.post_always([this, id] {
    const auto found = pages_.find(id);
    if (found == pages_.end()) return;
    const Visitor visitor = found->second.visitor;
    pages_.erase(found);
    auto& open_pages = by_thread_[visitor.thread];
    open_pages.erase(id);
    if (!open_pages.empty()) return;
    by_thread_.erase(visitor.thread);
    state_sent_.erase(visitor.thread);
    desk_.set_thread_online(visitor.service, visitor.thread, false);
  });
}

void VisitorHub::typing(PageId id, bool is_typing) {
  (void)desk_.post([this, id, is_typing] {
    const auto page = pages_.find(id);
    if (page == pages_.end()) return;
    const Visitor& visitor = page->second.visitor;
    const desk::ThreadContacts* contacts = desk_.state().threads.find(visitor.thread);
    if (contacts == nullptr || !contacts->open) return;
    desk_.show_typing({visitor.service, contacts->open, visitor.thread, {}, {}, false, is_typing});
  });
}

void VisitorHub::show_state(PageId id) {
  (void)desk_.post([this, id] {
    const auto page = pages_.find(id);
    if (page != pages_.end()) page->second.socket->send(frame(state_of(page->second.visitor)));
  });
}

// --- on the desk's thread ---

template <class Send>
void VisitorHub::for_thread(base::ThreadId thread, Send send) {
  const auto found = by_thread_.find(thread);
  if (found == by_thread_.end()) return;
  for (const PageId id : found->second) send(*pages_.at(id).socket);
}

void VisitorHub::on_committed(const features::Committed& committed) {
  for (const features::Message& message : committed.messages) {
    if (!features::is_shown_to_visitor(message) || !by_thread_.contains(message.thread)) continue;
    const auto text =
        frame({{"type", "message"}, {"message", features::visitor_message_json(message)}});
    for_thread(message.thread, [&](transport::Socket& socket) { socket.send(text); });
  }
  for (const features::ContactChange& change : committed.contacts) send_state(change.thread);
}

/// None for who stands so far behind that no place is told. After a start nobody was told one yet:
/// then the line is read.
std::optional<int> VisitorHub::place_of(const desk::Contact& contact) {
  if (const auto known = places_.find(contact.id); known != places_.end()) return known->second;
  for (const desk::PlaceInLine& standing :
       desk::places(desk_.state(), {contact.queue, desk::Medium::kChat})) {
    if (standing.contact == contact.id) return places_[contact.id] = standing.place;
  }
  return {};
}

json::object VisitorHub::state_of(const Visitor& visitor) {
  json::object state{{"type", "state"},
                     {"contactId", nullptr},
                     {"conversation", nullptr},
                     {"place", nullptr},
                     {"operatorName", ""},
                     {"readByOperator", 0},
                     {"isOnline", desk_.states().is_service_online(visitor.service)}};
  const desk::ThreadContacts* contacts = desk_.state().threads.find(visitor.thread);
  const desk::Contact* open =
      contacts == nullptr ? nullptr : desk_.state().contacts.find(contacts->open);
  if (open == nullptr) return state;
  state["contactId"] = base::json_id(open->id);
  state["conversation"] = desk::name_of(open->conversation);
  if (desk::is_queued(*open)) state["place"] = base::json_or_null(place_of(*open));
  if (open->assignment == desk::Assignment::kOwned) {
    state["operatorName"] = desk_.names().of(open->owner);
  }
  state["readByOperator"] = open->read_by_owner;
  return state;
}

void VisitorHub::send_state(base::ThreadId thread) {
  if (!by_thread_.contains(thread)) return;
  auto text = json::serialize(state_of(pages_.at(*by_thread_.at(thread).begin()).visitor));
  std::string& sent = state_sent_[thread];
  if (sent == text) return;
  sent = text;
  const auto shared = std::make_shared<const std::string>(std::move(text));
  for_thread(thread, [&](transport::Socket& socket) { socket.send(shared); });
}

void VisitorHub::on_typing(const features::Typing& typing) {
  if (!typing.operator_id || typing.is_note) return;
  const auto text =
      frame({{"type", "typing"}, {"isTyping", typing.is_typing}, {"name", typing.name}});
  for_thread(typing.thread, [&](transport::Socket& socket) { socket.send(text); });
}

void VisitorHub::on_service_online(base::ServiceId service, bool) {
  for (const auto& [id, page] : pages_) {
    if (page.visitor.service == service) changed_threads_.insert(page.visitor.thread);
  }
  desk_.want_flush();
}

void VisitorHub::on_reloaded() {
  places_.clear();
  for (const auto& [thread, pages] : by_thread_) changed_threads_.insert(thread);
  desk_.want_flush();
}

void VisitorHub::on_flush() {
  for (const base::QueueId queue : std::exchange(moved_queues_, {})) {
    for (const desk::PlaceInLine& place :
         desk::places(desk_.state(), {queue, desk::Medium::kChat})) {
      places_[place.contact] = place.place;
      changed_threads_.insert(desk_.state().contacts.find(place.contact)->thread);
    }
  }
  std::erase_if(places_, [this](const auto& told) {
    const desk::Contact* contact = desk_.state().contacts.find(told.first);
    return contact == nullptr || !desk::is_queued(*contact);
  });
  for (const base::ThreadId thread : std::exchange(changed_threads_, {})) send_state(thread);
}

void VisitorHub::on_heartbeat() {
  static const auto alive = std::make_shared<const std::string>(R"({"type":"alive"})");
  for (const auto& [id, page] : pages_) page.socket->send(alive);
}

}  // namespace madoguchi::channels
