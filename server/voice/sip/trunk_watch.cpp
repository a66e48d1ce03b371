#include "voice/sip/trunk_watch.h"

#include <algorithm>
#include <utility>

#include <spdlog/spdlog.h>

namespace madoguchi::voice {

void TrunkWatch::watch(const std::vector<Trunk>& trunks) {
  std::vector<Watched> before = std::exchange(watched_, {});
  for (const Trunk& trunk : trunks) {
    const auto same = std::ranges::find(before, trunk, &Watched::trunk);
    if (same == before.end()) continue;
    watched_.push_back(std::move(*same));
    before.erase(same);
  }
  before.clear();  // what was left is taken back before anything new begins
  for (const Trunk& trunk : trunks) {
    if (std::ranges::find(watched_, trunk, &Watched::trunk) != watched_.end()) continue;
    watched_.push_back(begin(trunk));
  }
}

TrunkWatch::Watched TrunkWatch::begin(const Trunk& trunk) {
  Watched watched{trunk, nullptr, nullptr};
  TrunkListener& listener = *this;
  if (trunk.registers) {
    watched.registration = std::make_unique<TrunkRegistration>(trunk, listener);
    const auto begun = watched.registration->begin(*means_.stack);
    if (!begun) spdlog::error("trunk {}: {}", trunk.name, begun.error().detail);
  } else if (trunk.is_asked && check_.interval.count() > 0) {
    watched.ping = std::make_unique<TrunkPing>(trunk, means_, check_, listener);
    watched.ping->begin();
  }
  return watched;
}

bool TrunkWatch::clear() {
  const bool has_registrations = std::ranges::any_of(
      watched_, [](const Watched& each) { return each.registration != nullptr; });
  watched_.clear();
  return has_registrations;
}

void TrunkWatch::on_answer(const std::string& trunk, TrunkAnswer answer) {
  if (!states_.note(trunk, answer)) return;
  const bool is_up = answer.fault == TrunkFault::kNone;
  if (is_up) {
    spdlog::info("trunk {} is up", trunk);
  } else {
    spdlog::warn("trunk {} is down: {}", trunk, text_of(answer));
  }
  const auto found =
      std::ranges::find_if(watched_, [&](const Watched& each) { return each.trunk.name == trunk; });
  if (found != watched_.end() && found->registration) handler_.on_trunk(trunk, is_up);
}

}  // namespace madoguchi::voice
