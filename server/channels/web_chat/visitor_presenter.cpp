#include "channels/web_chat/visitor_presenter.h"

#include <boost/json/array.hpp>

#include "base/json.h"
#include "features/contacts/contact_presenter.h"

namespace madoguchi::channels {

namespace json = boost::json;

json::object visitor_view_json(const VisitorView& view) {
  json::array messages;
  for (const features::Message& message : view.messages) {
    messages.push_back(features::visitor_message_json(message));
  }
  json::object shown{{"visitorId", base::json_id(view.visitor.id)},
                     {"consentAt", base::json_or_null(view.visitor.consent_at)},
                     {"contactId", nullptr},
                     {"conversation", nullptr},
                     {"place", nullptr},
                     {"operatorName", ""},
                     {"readByOperator", 0},
                     {"isOnline", view.is_online},
                     {"messages", std::move(messages)},
                     {"hasMore", view.has_more}};
  if (!view.contact) return shown;
  const features::Contact& contact = *view.contact;
  shown["contactId"] = base::json_id(contact.id);
  shown["conversation"] = contact.conversation;
  shown["place"] = base::json_or_null(contact.place);
  if (contact.assignment == "owned") shown["operatorName"] = contact.owner_name;
  shown["readByOperator"] = contact.read_by_owner;
  return shown;
}

}  // namespace madoguchi::channels
