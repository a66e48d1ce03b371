// The part of TelephoneEndpoint that knows who is heard: trunks, and what is known of them.

#include "voice/call/telephone_endpoint.h"

namespace madoguchi::voice {

/// Also one that was removed, while calls of it go on.
bool TelephoneEndpoint::is_trunk(const NetAddress& source) {
  return trunks_.at(source) != nullptr || trunks_.is_leaving(source);
}

bool TelephoneEndpoint::admits(const NetAddress& source) {
  if (is_trunk(source)) return true;
  ++counters_.strangers;
  return strangers_.take(source.host()).has_value();
}

bool TelephoneEndpoint::admits_datagram(const NetAddress& source, std::string_view datagram) {
  return (phones_ && phones_->admits(source, datagram)) || admits(source);
}

bool TelephoneEndpoint::admits_connection(const NetAddress& source) {
  return (phones_ && !is_trunk(source) && phones_->admits_connection(source)) || admits(source);
}

void TelephoneEndpoint::on_accepted(int descriptor, const NetAddress& source) {
  if (phones_ && !is_trunk(source)) phones_->on_accepted(descriptor, source);
}

base::Status TelephoneEndpoint::set_trunks(std::vector<Trunk> trunks) {
  for (const Trunk& trunk : trunks) MDG_TRY(check_trunk(trunk));
  if (thread_.post([this, trunks = std::move(trunks)] { use_trunks(trunks); })) return {};
  return base::fail(base::ErrorCode::kTryLater, "the telephone has too much to do");
}

void TelephoneEndpoint::use_trunks(std::vector<Trunk> trunks) {
  trunks_.replace(std::move(trunks));
  watch_->watch(trunks_.all());
}

}  // namespace madoguchi::voice
