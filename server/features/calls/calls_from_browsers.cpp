// What CallsService does for those who have no trunk: customers in a browser, and test calls.

#include <utility>

#include "features/calls/call_ids.h"
#include "features/calls/calls_service.h"

namespace madoguchi::features {
namespace {

constexpr int kRetryAfterSeconds = 10;

}  // namespace

void CallsService::expect(const desk::StartCall& start) {
  living_.emplace(start.contact, Living{.start = start});
}

base::Status CallsService::begin_expected(const desk::StartCall& start) {
  const auto found = living_.find(start.contact);
  if (found == living_.end()) return base::fail(base::ErrorCode::kConflict, "the call is over");
  found->second.start = start;
  return parts_.desk.perform(start);
}

/// Of a call that has not begun the desk knows nothing; then there is nothing to end there.
void CallsService::leave(base::ContactId call) {
  const auto found = living_.find(call);
  if (found == living_.end()) return;
  const base::ServiceId service = found->second.start.service;
  living_.erase(found);
  if (voice::Telephone* telephone = telephone_) telephone->hang_up(call_of(call));
  end_on_desk(service, call, desk::EndReason::kCallerLeft);
}

base::Status CallsService::may_begin() const {
  MDG_TRY(telephone());
  if (takes_calls()) return {};
  base::Error error = base::make_error(base::ErrorCode::kTryLater, "the desk is stalled");
  error.retry_after_seconds = kRetryAfterSeconds;
  return base::fail(std::move(error));
}

std::optional<CallTarget> CallsService::target_of(const std::string& number) const {
  return find_target(parts_.directory, *routes(), number);
}

void CallsService::open(base::ContactId call, std::string offer, voice::DescriptionReply reply) {
  const auto there = telephone();
  if (!there) return reply(base::fail(there.error()));
  (*there)->open_web_call(call_of(call), std::move(offer), std::move(reply));
}

void CallsService::open_echo(std::string offer, voice::DescriptionReply reply) {
  const auto there = telephone();
  if (!there) return reply(base::fail(there.error()));
  (*there)->open_echo(std::move(offer), std::move(reply));
}

}  // namespace madoguchi::features
