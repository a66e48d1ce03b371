#include "voice/sip/trunk_registration.h"

#include <exception>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "voice/sip/dialed_call.h"
#include "voice/sip/outgoing_call.h"

namespace madoguchi::voice {
namespace {

constexpr std::uint32_t kAskedSeconds = 600;

}  // namespace

base::Status TrunkRegistration::begin(sip& stack) {
  if (trunk_.hosts.empty() || trunk_.user.empty()) {
    return base::fail(base::ErrorCode::kInvalidInput,
                      fmt::format("The trunk {} has no host or no user.", trunk_.name));
  }
  const std::string host = signalling_host(trunk_).text();
  const std::string registrar =
      fmt::format("sip:{}{}", host, trunk_.is_tcp ? ";transport=tcp" : "");
  const std::string who = sip_address(trunk_.user, host);
  sipreg* made = nullptr;
  const int error = sipreg_register(&made, &stack, registrar.c_str(), who.c_str(), nullptr,
                                    who.c_str(), kAskedSeconds, "madoguchi", nullptr, 0, 0,
                                    on_challenge, this, false, on_response, this, nullptr, nullptr);
  if (error != 0) return base::fail(base::ErrorCode::kInternal, "libre sends no REGISTER");
  registration_.reset(made);
  return {};
}

int TrunkRegistration::on_challenge(char** user, char** password, const char*, void* self) {
  const Trunk& trunk = static_cast<TrunkRegistration*>(self)->trunk_;
  const int error = str_dup(user, trunk.user.c_str());
  return error != 0 ? error : str_dup(password, trunk.password.c_str());
}

// Called by libre, which is C: nothing may be thrown through it.

void TrunkRegistration::on_response(int error, const sip_msg* response, void* self) try {
  auto& registration = *static_cast<TrunkRegistration*>(self);
  const bool is_registered =
      error == 0 && response != nullptr && response->scode >= 200 && response->scode < 300;
  if (registration.told_ == is_registered) return;
  registration.told_ = is_registered;
  registration.listener_.on_trunk(registration.trunk_.name, is_registered);
} catch (const std::exception& problem) {
  spdlog::error("an answer to our REGISTER failed: {}", problem.what());
}

}  // namespace madoguchi::voice
