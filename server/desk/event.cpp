#include "desk/event.h"

namespace madoguchi::desk {
namespace {

template <class T, class... Kinds>
constexpr bool kIsOneOf = (std::is_same_v<T, Kinds> || ...);

template <class T>
constexpr bool kIsLiveOnly =
    kIsOneOf<T, ServiceSet, QueueSet, QueueRemoved, OperatorSet, OperatorRemoved,
             OperatorConnectionChanged, PhoneConnectionChanged, OperatorLegChanged, RingsThere,
             CustomerPresenceChanged, RestEnded, ContactForgotten>;

template <class T>
OperatorId subject_operator(const T& event) {
  if constexpr (requires { event.operator_id; }) {
    return event.operator_id;
  } else if constexpr (requires { event.profile; }) {
    return event.profile->id;
  } else {
    return {};
  }
}

template <class T>
OperatorId operator_before(const T& event) {
  if constexpr (requires { event.from.value(); }) {
    return event.from;
  } else {
    return {};
  }
}

}  // namespace

Event::Event(const Event& other) = default;
Event::Event(Event&& other) noexcept = default;
Event& Event::operator=(const Event& other) = default;
Event& Event::operator=(Event&& other) noexcept = default;
Event::~Event() = default;

bool is_stored(const Event& event) {
  return std::visit([]<class T>(const T&) { return !kIsLiveOnly<T>; }, event);
}

ContactId contact_of(const Event& event) {
  return std::visit(
      [](const auto& fact) -> ContactId {
        if constexpr (requires { fact.contact; }) {
          return fact.contact;
        } else {
          return {};
        }
      },
      event);
}

std::array<OperatorId, 2> operators_of(const Event& event) {
  return std::visit(
      [](const auto& fact) {
        return std::array{subject_operator(fact), operator_before(fact)};
      },
      event);
}

}  // namespace madoguchi::desk
