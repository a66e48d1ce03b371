#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "features/files/file.h"

namespace madoguchi::features {

/// Where the customer is and what the browser says of itself; from the visitor's row.
struct Visit {
  std::string page_url;
  std::string page_title;
  std::string device;   ///< "Safari / iPhone", see device_name()
  std::string address;  ///< of the browser, or what a trusted proxy says
  std::string language;
  std::optional<base::Time> consent_at;
};

/// In place of a trunk's name: the customer calls from a page of the web. No trunk may have it.
inline constexpr std::string_view kWebTrunk = "web";

/// Of a contact by telephone.
struct ContactCall {
  std::string direction;
  std::string other_number;  ///< of the customer; empty: withheld
  std::string own_number;    ///< of a call from the web its page
  bool is_web = false;       ///< from the web
  std::optional<base::Time> answered_at;
  bool is_held = false;
  bool has_recording = false;
};

/// One contact as the screens show it: the stored row with the names it refers to. `place` and
/// `is_customer_online` live in the desk only and are laid over after reading.
struct Contact {
  base::ServiceId service;
  base::ContactId id;
  std::int64_t number = 0;
  base::ThreadId thread;
  std::string channel;
  base::QueueId queue;
  base::CustomerId customer;
  std::string customer_name;
  bool is_registered = false;
  std::string assignment;
  std::string conversation;
  std::optional<base::OperatorId> owner;
  std::string owner_name;
  base::Time started_at;
  std::optional<base::Time> waiting_since;
  std::optional<base::Time> snoozed_until;
  std::optional<base::Time> ended_at;
  std::optional<std::string> end_reason;
  std::string last_message;
  base::Time last_message_at;
  std::int64_t message_count = 0;
  std::int64_t read_by_owner = 0;
  std::int64_t read_by_customer = 0;
  Visit visit;
  std::optional<ContactCall> call;
  std::optional<std::int64_t> place;
  bool is_customer_online = false;
};

/// What a line between the messages says: a change of the contact.
struct SystemLine {
  std::string what;  ///< as in api/openapi.yaml, SystemLine
  std::string name;
};

/// One entry of a conversation: a message, or a system line (kind "system").
struct Message {
  base::ServiceId service;
  base::ContactId contact;
  base::ThreadId thread;
  base::MessageId id;
  std::int64_t number = 0;  ///< from 1 within the contact, system lines count too
  std::string kind;
  std::string text;
  std::optional<base::OperatorId> author;
  std::string author_name;
  std::string client_id;
  base::Time at;
  std::vector<File> files;
  std::optional<SystemLine> system;
};

}  // namespace madoguchi::features
