#include "voice/sip/phone_pings.h"

#include <algorithm>
#include <utility>

#include "voice/sip/phone_route.h"

namespace madoguchi::voice {

PhonePings::PhonePings(sip& stack, std::string from, const PhoneBindings& bindings,
                       PhonePingsListener& listener)
    : stack_(stack), from_(std::move(from)), bindings_(bindings), listener_(listener) {}

PhonePings::~PhonePings() = default;

void PhonePings::tick(base::Time now) {
  forget_the_gone();
  std::vector<std::pair<Key, PhoneFlow>> asked;
  for (const auto& [extension, bindings] : bindings_.all()) {
    for (const PhoneBinding& binding : bindings) {
      if (!binding.is_behind_nat) continue;
      const Key key{extension, binding.contact};
      base::Time& due = due_.try_emplace(key, now + kInterval).first->second;
      // A clock that was set back must not make a phone wait for long.
      if (due > now && due <= now + kInterval) continue;
      due = now + kInterval;
      asked.emplace_back(key, binding.flow);
    }
  }
  for (const auto& [key, flow] : asked) ask(key, flow);
}

void PhonePings::ask(const Key& key, const PhoneFlow& flow) {
  if (waiting_.contains(key)) return;
  auto ping = std::make_unique<OptionsRequest>([this, key](int error, const sip_msg*) {
    waiting_.erase(key);
    if (error != 0) listener_.on_unreachable(key.first, key.second);
  });
  if (ping->send(stack_, address_at(key.second, flow), from_) == 0) {
    waiting_.emplace(key, std::move(ping));
  } else {
    listener_.on_unreachable(key.first, key.second);
  }
}

void PhonePings::forget_the_gone() {
  const auto is_gone = [this](const auto& entry) {
    const auto& present = bindings_.of(entry.first.first);
    return std::ranges::none_of(present, [&](const PhoneBinding& binding) {
      return binding.contact == entry.first.second;
    });
  };
  std::erase_if(due_, is_gone);
  std::erase_if(waiting_, is_gone);
}

}  // namespace madoguchi::voice
