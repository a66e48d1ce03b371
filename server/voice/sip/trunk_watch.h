#pragma once

#include <memory>
#include <string>
#include <vector>

#include "voice/sip/trunk_ping.h"
#include "voice/sip/trunk_registration.h"
#include "voice/sip/trunk_states.h"
#include "voice/telephone.h"

namespace madoguchi::voice {

/// Keeps up the registrations with the trunks that want one, and asks the others whether they are
/// there. SIP thread; means, states and handler outlive it.
class TrunkWatch final : private TrunkListener {
 public:
  TrunkWatch(const CallMeans& means, TrunkStates& states, CallHandler& handler, TrunkCheck check)
      : means_(means), states_(states), handler_(handler), check_(check) {}

  /// These from now on. Those that are as before go on; registrations with others are taken back.
  void watch(const std::vector<Trunk>& trunks);
  /// True when registrations were taken back, which takes a moment.
  bool clear();

 private:
  struct Watched {
    Trunk trunk;
    std::unique_ptr<TrunkRegistration> registration;
    std::unique_ptr<TrunkPing> ping;
  };

  [[nodiscard]] Watched begin(const Trunk& trunk);
  void on_answer(const std::string& trunk, TrunkAnswer answer) override;

  const CallMeans& means_;
  TrunkStates& states_;
  CallHandler& handler_;
  const TrunkCheck check_;
  std::vector<Watched> watched_;
};

}  // namespace madoguchi::voice
