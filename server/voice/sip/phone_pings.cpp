#include "voice/sip/phone_pings.h"

#include <algorithm>
#include <exception>

#include <spdlog/spdlog.h>

#include "voice/sip/phone_route.h"

namespace madoguchi::voice {

/// One OPTIONS under way.
class PhonePings::Ping {
 public:
  Ping(PhonePings& pings, Key key) : pings_(pings), key_(std::move(key)) {}
  ~Ping() { mem_deref(request_); }
  Ping(const Ping&) = delete;
  Ping& operator=(const Ping&) = delete;

  /// False: there is no way to the phone.
  [[nodiscard]] bool send(const std::string& to) {
    const std::string& from = pings_.from_;
    const int error = sip_requestf(&request_, &pings_.stack_, true, "OPTIONS", to.c_str(), nullptr,
                                   nullptr, nullptr, on_response, this,
                                   "To: <%s>\r\nFrom: <%s>;tag=%016llx\r\nContact: <%s>\r\n"
                                   "Call-ID: %016llx\r\nCSeq: 1 OPTIONS\r\n"
                                   "Accept: application/sdp\r\nContent-Length: 0\r\n\r\n",
                                   to.c_str(), from.c_str(), rand_u64(), from.c_str(), rand_u64());
    return error == 0;
  }

 private:
  static void on_response(int error, const sip_msg* response, void* self) try {
    if (response != nullptr && response->scode < 200) return;
    auto& ping = *static_cast<Ping*>(self);
    PhonePings& pings = ping.pings_;
    const Key key = ping.key_;
    pings.waiting_.erase(key);  // destroys this one
    if (error != 0) pings.listener_.on_unreachable(key.first, key.second);
  } catch (const std::exception& problem) {
    spdlog::error("an answer of a phone failed: {}", problem.what());
  }

  PhonePings& pings_;
  const Key key_;
  struct sip_request* request_ = nullptr;  ///< libre sets it to null when it is over
};

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
  auto ping = std::make_unique<Ping>(*this, key);
  if (ping->send(address_at(key.second, flow))) {
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
