#include "voice/sip/trunk_registration.h"

#include <exception>

#include <spdlog/spdlog.h>

#include "voice/sip/path_probe.h"
#include "voice/sip/sip_uri.h"

namespace madoguchi::voice {
namespace {

constexpr std::uint32_t kAskedSeconds = 600;

}  // namespace

TrunkFault fault_of_register(int error, std::uint16_t status) {
  constexpr std::uint16_t kUnauthorized = 401;
  constexpr std::uint16_t kForbidden = 403;
  constexpr std::uint16_t kProxyAuthentication = 407;
  if (error != 0 || status == 0) return network_fault(error);
  if (status >= 200 && status < 300) return TrunkFault::kNone;
  const bool is_unproven =
      status == kUnauthorized || status == kForbidden || status == kProxyAuthentication;
  return is_unproven ? TrunkFault::kWrongCredentials : TrunkFault::kRefused;
}

base::Status TrunkRegistration::begin(sip& stack) {
  MDG_TRY(check_trunk(trunk_));
  const std::string registrar = trunk_uri(trunk_);
  const std::string who = sip_address(trunk_.user, signalling_host(trunk_).text());
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
  if (response != nullptr && response->scode < 200) return;
  auto& registration = *static_cast<TrunkRegistration*>(self);
  const std::uint16_t status = response == nullptr ? std::uint16_t{0} : response->scode;
  registration.listener_.on_answer(registration.trunk_.name,
                                   {fault_of_register(error, status), status});
} catch (const std::exception& problem) {
  spdlog::error("an answer to our REGISTER failed: {}", problem.what());
}

}  // namespace madoguchi::voice
