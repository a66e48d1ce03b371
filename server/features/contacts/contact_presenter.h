#pragma once

#include <string>

#include <boost/json/object.hpp>

#include "features/contacts/contact.h"

namespace madoguchi::features {

/// The shapes of api/openapi.yaml: Contact, Message, File; and VisitorMessage, what the customer
/// may see of a Message.
[[nodiscard]] boost::json::object contact_json(const Contact& contact);
[[nodiscard]] boost::json::object message_json(const Message& message);
[[nodiscard]] boost::json::object visitor_message_json(const Message& message);
[[nodiscard]] boost::json::object file_json(const File& file);

/// Whether the customer sees this entry at all: notes never, of the system lines only those about
/// them.
[[nodiscard]] bool is_shown_to_visitor(const Message& message);

}  // namespace madoguchi::features
