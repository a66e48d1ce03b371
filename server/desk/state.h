#pragma once

#include <compare>
#include <cstdint>
#include <optional>

#include "desk/contact.h"
#include "desk/layered.h"
#include "desk/operator.h"
#include "desk/types.h"

namespace madoguchi::desk {

/// How long an ended contact is remembered, so that a message that is sent again is recognized.
constexpr base::Minutes kRememberEnded{10};
/// How long a contact is not offered again to an operator from whom it came back.
constexpr base::Seconds kRestAfterReturn{10};
/// How long a call keeps its operator whose audio is lost.
constexpr base::Seconds kLegReturn{15};
/// How long a dialled call may stay without an answer [V5].
constexpr base::Seconds kLongestDial{60};
/// So many calls in a row that ring in vain make an operator "not answering" [V4].
constexpr int kMissedCallsAllowed = 2;
/// How many contacts one Tick takes care of at most: keeps a mass disconnect from becoming one huge
/// transaction.
constexpr int kMostDuePerTick = 256;

struct Service {
  ServiceSettings settings;
  std::int64_t last_number = 0;  ///< of its contacts
  bool operator==(const Service&) const = default;
};

struct ThreadContacts {
  ContactId open;        ///< zero when none
  ContactId last_ended;  ///< remembered, zero when none
  bool operator==(const ThreadContacts&) const = default;
};

/// One of the two lines of a queue.
struct LineId {
  QueueId queue;
  Medium medium = Medium::kChat;
  auto operator<=>(const LineId&) const = default;
};

struct LineCounts {
  int waiting = 0;
  int able = 0;
  bool operator==(const LineCounts&) const = default;
};

struct QueueCounts {
  LineCounts chats;
  LineCounts calls;

  [[nodiscard]] LineCounts& of(Medium medium) { return medium == Medium::kCall ? calls : chats; }
  [[nodiscard]] const LineCounts& of(Medium medium) const {
    return medium == Medium::kCall ? calls : chats;
  }
  bool operator==(const QueueCounts&) const = default;
};

/// Order of a line: higher priority, then lower place.
struct WaitingKey {
  LineId line;
  int inverse_priority = 0;
  std::int64_t place = 0;
  ContactId contact;
  auto operator<=>(const WaitingKey&) const = default;
};

/// Order of the able operators of a line: longest idle first.
struct AbleKey {
  LineId line;
  Time idle_since;
  OperatorId operator_id;
  auto operator<=>(const AbleKey&) const = default;
};

struct DueKey {
  Time at;
  ContactId contact;
  auto operator<=>(const DueKey&) const = default;
};

/// The end of an operator's wrap-up.
struct OperatorDueKey {
  Time at;
  OperatorId operator_id;
  auto operator<=>(const OperatorDueKey&) const = default;
};

/// Everything that is live. Owned by the desk's loop; changed by apply() alone (decide.h), filled
/// by restore() (restore.h).
struct DeskState {
  LayeredMap<ServiceId, Service> services;
  LayeredMap<QueueId, Queue> queues;
  LayeredMap<OperatorId, Operator> operators;
  LayeredMap<ContactId, Contact> contacts;

  // Derived from the above, kept by apply(); check_invariants() computes them anew.
  LayeredMap<ThreadId, ThreadContacts> threads;
  LayeredSet<WaitingKey> waiting;
  LayeredSet<AbleKey> able;
  LayeredSet<DueKey> due;
  LayeredSet<OperatorDueKey> operator_due;
  LayeredMap<QueueId, QueueCounts> counts;
  LayeredMap<ServiceId, int>
      online;  ///< operators for whom is_online_for_chat() holds and who have the right
  std::int64_t first_place = 0;  ///< the lowest and highest place ever given
  std::int64_t last_place = 0;

  /// A layer over `below`, which must not change while the layer lives.
  [[nodiscard]] static DeskState over(const DeskState& below);
};

[[nodiscard]] bool is_service_online(const DeskState& state, ServiceId service);
[[nodiscard]] QueueCounts queue_counts(const DeskState& state, QueueId queue);
[[nodiscard]] LineCounts line_counts(const DeskState& state, LineId line);

}  // namespace madoguchi::desk
