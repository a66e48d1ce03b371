#include "features/contacts/contact_presenter.h"

#include <algorithm>
#include <array>

#include <boost/json/array.hpp>

#include "base/json.h"

namespace madoguchi::features {

namespace json = boost::json;
using base::json_id;
using base::json_or_null;
using base::json_time;

namespace {

json::object visit_json(const Visit& visit) {
  return {{"pageUrl", visit.page_url},  {"pageTitle", visit.page_title},
          {"device", visit.device},     {"address", visit.address},
          {"language", visit.language}, {"consentAt", json_or_null(visit.consent_at)}};
}

json::value call_json(const std::optional<ContactCall>& call) {
  if (!call) return nullptr;
  return json::object{{"direction", call->direction},
                      {"otherNumber", call->other_number},
                      {"ownNumber", call->own_number},
                      {"isWeb", call->is_web},
                      {"answeredAt", json_or_null(call->answered_at)},
                      {"isHeld", call->is_held},
                      {"hasRecording", call->has_recording}};
}

json::array files_json(const std::vector<File>& files) {
  json::array out;
  for (const File& file : files) out.push_back(file_json(file));
  return out;
}

json::value system_json(const std::optional<SystemLine>& line) {
  if (!line) return nullptr;
  return json::object{{"what", line->what}, {"name", line->name}};
}

}  // namespace

json::object file_json(const File& file) {
  return {{"id", json_id(file.id)},
          {"name", file.name},
          {"type", file.type},
          {"size", file.size},
          {"isImage", file.is_image()},
          {"width", json_or_null(file.width)},
          {"height", json_or_null(file.height)}};
}

json::object contact_json(const Contact& contact) {
  return {{"id", json_id(contact.id)},
          {"number", contact.number},
          {"serviceId", json_id(contact.service)},
          {"threadId", json_id(contact.thread)},
          {"channel", contact.channel},
          {"queueId", json_id(contact.queue)},
          {"customerId", json_id(contact.customer)},
          {"customerName", contact.customer_name},
          {"isRegistered", contact.is_registered},
          {"assignment", contact.assignment},
          {"conversation", contact.conversation},
          {"ownerId", json_or_null(contact.owner)},
          {"ownerName", contact.owner_name},
          {"isOpened", contact.assignment == "owned"},
          {"startedAt", json_time(contact.started_at)},
          {"waitingSince", json_or_null(contact.waiting_since)},
          {"place", json_or_null(contact.place)},
          {"endedAt", json_or_null(contact.ended_at)},
          {"endReason", json_or_null(contact.end_reason)},
          {"lastMessage", contact.last_message},
          {"lastMessageAt", json_time(contact.last_message_at)},
          {"messageCount", contact.message_count},
          {"readByOwner", contact.read_by_owner},
          {"readByCustomer", contact.read_by_customer},
          {"isCustomerOnline", contact.is_customer_online},
          {"snoozedUntil", json_or_null(contact.snoozed_until)},
          {"visit", visit_json(contact.visit)},
          {"call", call_json(contact.call)}};
}

json::object message_json(const Message& message) {
  return {{"id", json_id(message.id)},
          {"contactId", json_id(message.contact)},
          {"number", message.number},
          {"kind", message.kind},
          {"text", message.text},
          {"files", files_json(message.files)},
          {"authorId", json_or_null(message.author)},
          {"authorName", message.author_name},
          {"at", json_time(message.at)},
          {"clientId", message.client_id},
          {"system", system_json(message.system)}};
}

json::object visitor_message_json(const Message& message) {
  auto shown = message_json(message);
  shown.erase("authorId");
  return shown;
}

bool is_shown_to_visitor(const Message& message) {
  static constexpr std::array<std::string_view, 5> kShown{"started", "joined", "handedOver",
                                                          "silenceWarning", "ended"};
  if (!message.system) return message.kind != "note";
  return std::ranges::find(kShown, message.system->what) != kShown.end();
}

}  // namespace madoguchi::features
