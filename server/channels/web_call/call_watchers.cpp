#include "channels/web_call/call_watchers.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "base/json.h"
#include "channels/web_chat/open_service.h"
#include "desk/names.h"
#include "desk/places.h"

namespace madoguchi::channels {
namespace {

constexpr std::uint16_t kOver = 1000;

/// As the customer sees it: that it rings somewhere is still waiting.
std::string_view stage_of(const desk::Contact& contact) {
  if (desk::is_ended(contact)) return "ended";
  if (contact.assignment != desk::Assignment::kOwned) return "waiting";
  if (contact.call->leg_missing_since) return "connecting";
  return contact.call->held_since ? "held" : "talking";
}

}  // namespace

void CallWatchers::add(WatcherId id, base::ContactId call,
                       std::shared_ptr<transport::Socket> socket) {
  Watched& watched = calls_[call];
  if (watched.sockets.size() >= kMaxWatchersPerCall) {
    return socket->close(kTooManyPages, "too many watch this call");
  }
  if (watched.sent.empty()) watched.sent = frame_of(call);
  socket->send(std::make_shared<const std::string>(watched.sent));
  call_of_[id] = call;
  watched.sockets.emplace(id, std::move(socket));
}

void CallWatchers::remove(WatcherId id) {
  const auto known = call_of_.find(id);
  if (known == call_of_.end()) return;
  const auto watched = calls_.find(known->second);
  call_of_.erase(known);
  if (watched == calls_.end()) return;
  watched->second.sockets.erase(id);
  if (!watched->second.sockets.empty()) return;
  places_.erase(watched->first);  // nobody keeps it up to date any more
  calls_.erase(watched);
}

void CallWatchers::send(Watched& watched, const std::string& text) {
  if (watched.sent == text) return;
  watched.sent = text;
  const auto shared = std::make_shared<const std::string>(text);
  for (const auto& [id, socket] : watched.sockets) socket->send(shared);
}

void CallWatchers::show(base::ContactId call) {
  const auto watched = calls_.find(call);
  if (watched != calls_.end()) send(watched->second, frame_of(call));
}

void CallWatchers::show_line(base::QueueId queue) {
  for (const desk::PlaceInLine& standing :
       desk::places(desk_.state(), {queue, desk::Medium::kCall})) {
    if (!calls_.contains(standing.contact)) continue;
    places_[standing.contact] = standing.place;
    show(standing.contact);
  }
}

void CallWatchers::end(base::ContactId call) {
  places_.erase(call);
  const auto found = calls_.find(call);
  if (found == calls_.end()) return;
  send(found->second, frame_of(call, true));
  for (const auto& [id, socket] : found->second.sockets) {
    call_of_.erase(id);
    socket->close(kOver, "the call is over");
  }
  calls_.erase(found);
}

void CallWatchers::say_alive() {
  static const auto alive = std::make_shared<const std::string>(R"({"type":"alive"})");
  for (const auto& [call, watched] : calls_) {
    for (const auto& [id, socket] : watched.sockets) socket->send(alive);
  }
}

/// Nobody was told a place yet who has only just begun to wait.
std::optional<int> CallWatchers::place_of(const desk::Contact& contact) const {
  if (!desk::is_queued(contact)) return std::nullopt;
  if (const auto known = places_.find(contact.id); known != places_.end()) return known->second;
  for (const desk::PlaceInLine& standing :
       desk::places(desk_.state(), {contact.queue, desk::Medium::kCall})) {
    if (standing.contact == contact.id) return standing.place;
  }
  return std::nullopt;
}

/// Of what the desk does not know (any more) only the end can be told.
std::string CallWatchers::frame_of(base::ContactId call, bool is_over) const {
  boost::json::object frame{{"type", "call"},
                            {"stage", "ended"},
                            {"place", nullptr},
                            {"operatorName", ""},
                            {"endReason", nullptr}};
  const desk::Contact* contact = desk_.state().contacts.find(call);
  if (contact == nullptr) return boost::json::serialize(frame);
  if (!is_over) frame["stage"] = stage_of(*contact);
  frame["place"] = base::json_or_null(place_of(*contact));
  if (contact->assignment == desk::Assignment::kOwned) {
    frame["operatorName"] = desk_.names().of(contact->owner);
  }
  if (contact->end_reason) frame["endReason"] = desk::name_of(*contact->end_reason);
  return boost::json::serialize(frame);
}

}  // namespace madoguchi::channels
