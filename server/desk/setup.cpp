#include "desk/setup.h"

#include <algorithm>

#include "desk/access.h"
#include "desk/assignment.h"
#include "desk/operator_state.h"
#include "desk/wrap_up.h"

namespace madoguchi::desk {
namespace {

constexpr base::Seconds kLongestSilence{86'400};
constexpr base::Seconds kLongestDeadline{3'600};
constexpr int kMostChats = 50;

base::Status require_range(base::Seconds value, base::Seconds from, base::Seconds to,
                           const char* field) {
  if (value >= from && value <= to) return {};
  return base::fail(base::invalid_input(
      field, std::to_string(from.count()) + " to " + std::to_string(to.count()) + " seconds"));
}

base::Status require_known(const Draft& draft, const OperatorProfile& profile) {
  for (const ServiceRights& rights : profile.services) {
    if (draft.state().services.find(rights.service) == nullptr) {
      return base::fail(base::ErrorCode::kNotFound, "no service has this id");
    }
  }
  for (const QueueId queue : profile.queues) {
    if (draft.state().queues.find(queue) == nullptr) {
      return base::fail(base::ErrorCode::kNotFound, "no queue has this id");
    }
  }
  return {};
}

void emit_profile(Draft& draft, OperatorProfile profile) {
  draft.emit(OperatorSet{std::make_shared<const OperatorProfile>(std::move(profile)), draft.now()});
}

bool is_member(const OperatorProfile& profile, QueueId queue) {
  return std::ranges::binary_search(profile.queues, queue);
}

OperatorProfile with_membership(OperatorProfile profile, QueueId queue, bool is_in) {
  if (is_in) {
    profile.queues.push_back(queue);
  } else {
    std::erase(profile.queues, queue);
  }
  return normalized(std::move(profile));
}

/// The profiles follow the list of members.
void set_members(Draft& draft, QueueId queue, std::vector<OperatorId> members) {
  std::ranges::sort(members);
  std::vector<OperatorProfile> changed;
  draft.state().operators.for_each([&](OperatorId id, const Operator& who) {
    const bool is_in = std::ranges::binary_search(members, id);
    if (is_in == is_member(*who.profile, queue)) return;
    changed.push_back(with_membership(*who.profile, queue, is_in));
  });
  std::ranges::sort(changed, {}, &OperatorProfile::id);
  for (OperatorProfile& profile : changed) emit_profile(draft, std::move(profile));
}

std::vector<ContactId> contacts_of(const Draft& draft, QueueId queue) {
  std::vector<ContactId> contacts;
  draft.state().contacts.for_each([&](ContactId id, const Contact& contact) {
    if (contact.queue == queue && !is_ended(contact)) contacts.push_back(id);
  });
  std::ranges::sort(contacts);
  return contacts;
}

base::Status reroute_contacts(Draft& draft, const RemoveQueue& command, ServiceId service) {
  const std::vector<ContactId> contacts = contacts_of(draft, command.queue);
  if (contacts.empty()) return {};
  if (!command.move_to || command.move_to == command.queue) {
    return base::fail(base::ErrorCode::kConflict, "the queue has contacts");
  }
  MDG_TRY(find_queue(draft, service, command.move_to));
  for (const ContactId id : contacts) {
    draft.emit(ContactRerouted{id, command.move_to, draft.now()});
  }
  return {};
}

/// The last that came is put back first, so that the first stands at the head.
void put_back_those(Draft& draft, OperatorId id, bool (*is_lost)(const Operator&, const Contact&)) {
  const Operator& who = *draft.state().operators.find(id);
  std::vector<ContactId> lost;
  for (const ContactId contact : who.contacts) {
    if (is_lost(who, *draft.state().contacts.find(contact))) lost.push_back(contact);
  }
  std::for_each(lost.rbegin(), lost.rend(),
                [&draft](ContactId contact) { put_back(draft, contact, QueueCause::kOwnerLeft); });
}

bool has_lost_right(const Operator& who, const Contact& contact) {
  return !can_have(*who.profile, contact.service, medium_of(contact));
}

bool is_any(const Operator&, const Contact&) { return true; }

}  // namespace

base::Status validate(const ServiceSettings& settings) {
  const base::Seconds none{0};
  const base::Seconds least{1};
  MDG_TRY(require_range(settings.silence_end, none, kLongestSilence, "silenceEndSeconds"));
  MDG_TRY(require_range(settings.silence_warning, none,
                        std::max(none, settings.silence_end - least), "silenceWarningSeconds"));
  MDG_TRY(require_range(settings.open_deadline, least, kLongestDeadline, "openDeadlineSeconds"));
  MDG_TRY(require_range(settings.owner_offline, least, kLongestDeadline, "ownerOfflineSeconds"));
  MDG_TRY(
      require_range(settings.unanswered_after, least, kLongestDeadline, "unansweredAfterSeconds"));
  return require_range(settings.longest_wrap_up, none, kLongestDeadline, "longestWrapUpSeconds");
}

base::Status validate_capacity(int chat_capacity) {
  if (chat_capacity >= 0 && chat_capacity <= kMostChats) return {};
  return base::fail(base::invalid_input("chatCapacity", "0 to " + std::to_string(kMostChats)));
}

base::Status run(Draft& draft, const SetService& command) {
  MDG_TRY(validate(command.settings));
  const Service* service = draft.state().services.find(command.service);
  if (service == nullptr || service->settings != command.settings) {
    draft.emit(ServiceSet{command.service, command.settings});
  }
  return {};
}

base::Status run(Draft& draft, const SetQueue& command) {
  if (draft.state().services.find(command.queue.service) == nullptr) {
    return base::fail(base::ErrorCode::kNotFound, "no service has this id");
  }
  for (const OperatorId member : command.members) MDG_TRY(find_operator(draft, member));
  const Queue* queue = draft.state().queues.find(command.queue.id);
  if (queue != nullptr && queue->service != command.queue.service) {
    return base::fail(base::ErrorCode::kConflict, "a queue keeps its service");
  }
  if (queue == nullptr || *queue != command.queue) draft.emit(QueueSet{command.queue});
  set_members(draft, command.queue.id, command.members);
  return {};
}

base::Status run(Draft& draft, const RemoveQueue& command) {
  const Queue* queue = draft.state().queues.find(command.queue);
  if (queue == nullptr) return {};
  MDG_TRY(reroute_contacts(draft, command, queue->service));
  set_members(draft, command.queue, {});
  draft.emit(QueueRemoved{command.queue});
  return {};
}

base::Status run(Draft& draft, const SetOperator& command) {
  MDG_TRY(validate_capacity(command.profile.chat_capacity));
  MDG_TRY(require_known(draft, command.profile));
  OperatorProfile profile = normalized(command.profile);
  const Operator* who = draft.state().operators.find(profile.id);
  if (who != nullptr && *who->profile == profile) return {};
  emit_profile(draft, std::move(profile));
  put_back_those(draft, command.profile.id, has_lost_right);
  return {};
}

base::Status run(Draft& draft, const RemoveOperator& command) {
  if (draft.state().operators.find(command.operator_id) == nullptr) return {};
  put_back_those(draft, command.operator_id, is_any);
  end_wrap_up(draft, command.operator_id);
  change_state(draft, command.operator_id, ChosenState::kOffline, {}, StateCause::kChanged);
  draft.emit(OperatorRemoved{command.operator_id});
  return {};
}

}  // namespace madoguchi::desk
