// The part of CallsService that lets desk phones ring beside the consoles [V1].

#include <utility>

#include "features/calls/call_ids.h"
#include "features/calls/calls_service.h"

namespace madoguchi::features {

using base::ContactId;

void CallsService::on_password_changed(const std::string& extension) {
  voice::Telephone* telephone = telephone_;
  if (telephone != nullptr) telephone->forget_phones(extension);
}

// --- SIP thread ---

void CallsService::on_phones(const std::string& extension, std::size_t registered) {
  if (phones_ == nullptr) return;
  phones_->set_registered(extension, registered);
  parts_.desk.post_always(
      [this, extension, registered] { set_phones_online(extension, registered > 0); });
}

void CallsService::on_phone_answered(voice::CallId call, const std::string& extension) {
  parts_.desk.post_always(
      [this, id = contact_of(call), extension] { accept_on_phone(id, extension); });
}

void CallsService::on_phone_declined(voice::CallId call, const std::string& extension) {
  parts_.desk.post_always(
      [this, id = contact_of(call), extension] { decline_on_phone(id, extension); });
}

void CallsService::on_phone_left(voice::CallId call, const std::string& extension) {
  parts_.desk.post_always(
      [this, id = contact_of(call), extension] { leave_on_phone(id, extension); });
}

// --- desk thread ---

void CallsService::set_phones_online(const std::string& extension, bool is_online) {
  const auto owner = is_online ? phones_->owner_of(extension) : std::nullopt;
  const auto change = phones_online_.set(extension, owner.value_or(base::OperatorId{}));
  if (change.gone) parts_.desk.set_phone_online(change.gone, false);
  if (change.come) parts_.desk.set_phone_online(change.come, true);
}

void CallsService::ring(ContactId call, base::OperatorId who) {
  const auto found = living_.find(call);
  auto extension = phones_online_.extension_of(who);
  if (found == living_.end() || !extension) return;
  found->second.phone.ring(who, *extension);
  const desk::CallParties& parties = found->second.start.parties;
  const bool is_inbound = parties.direction == desk::Direction::kInbound;
  telephone_.load()->ring_phone(call_of(call), *std::move(extension),
                                is_inbound ? parties.from : parties.to);
}

/// Also when the phone itself has answered: then it does not ring any more, and talks.
void CallsService::stop_ringing(ContactId call, base::OperatorId) {
  const auto found = living_.find(call);
  if (found == living_.end() || !found->second.phone.stop_ringing()) return;
  telephone_.load()->stop_ringing(call_of(call));
}

void CallsService::accept_on_phone(ContactId id, const std::string& extension) {
  const auto found = living_.find(id);
  if (found == living_.end()) return;
  const auto who = found->second.phone.answer(extension);
  if (!who) return;
  if (accept({found->second.start.service, id, *who})) return;
  found->second.phone.clear();
  telephone_.load()->stop_ringing(call_of(id));
}

/// A phone that is busy does not speak for a console at which the call rings as well.
void CallsService::decline_on_phone(ContactId id, const std::string& extension) {
  const auto found = living_.find(id);
  if (found == living_.end()) return;
  const auto who = found->second.phone.decline(extension);
  if (!who) return;
  const int desk_phones = phones_online_.extension_of(*who) ? 1 : 0;
  if (parts_.desk.phones_online(*who) > desk_phones) return;
  parts_.desk.execute(desk::DeclineCall{found->second.start.service, id, *who}, {},
                      [](const auto&) {});
}

/// Ends the call as the console does, and also while the desk is being loaded.
void CallsService::leave_on_phone(ContactId id, const std::string& extension) {
  const auto found = living_.find(id);
  if (found == living_.end() || !found->second.phone.leave(extension)) return;
  const base::ServiceId service = found->second.start.service;
  hang_up(id);
  end_on_desk(service, id, desk::EndReason::kOperatorEnded);
}

/// Once a browser is the operator's side, a desk phone that talked until then is it no longer.
voice::DescriptionReply CallsService::instead_of_phone(ContactId id,
                                                       voice::DescriptionReply reply) {
  return [this, id, reply = std::move(reply)](base::Result<std::string> answer) {
    if (answer) {
      parts_.desk.post_always([this, id] {
        const auto found = living_.find(id);
        if (found != living_.end() && found->second.phone.is_talking()) found->second.phone.clear();
      });
    }
    reply(std::move(answer));
  };
}

/// The desk was loaded from rows that may say otherwise than what rings.
void CallsService::ring_anew() {
  std::vector<std::pair<ContactId, base::OperatorId>> rings;
  for (const auto& [id, call] : living_) {
    const desk::Contact* contact = parts_.desk.state().contacts.find(id);
    const bool is_ringing = contact != nullptr && desk::is_ringing(*contact);
    const auto wanted = is_ringing ? contact->owner : base::OperatorId{};
    if (wanted == call.phone.rings_at()) continue;
    rings.emplace_back(id, wanted);
  }
  for (const auto& [id, who] : rings) {
    stop_ringing(id, who);
    if (who) ring(id, who);
  }
}

}  // namespace madoguchi::features
