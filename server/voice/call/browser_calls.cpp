#include "voice/call/browser_calls.h"

#include <utility>

#include "voice/call/web_call.h"
#include "voice/media/echo_audio.h"

namespace madoguchi::voice {

using base::ErrorCode;

base::Status BrowserCalls::open(std::vector<std::string> hosts) {
  MDG_ASSIGN(gateway_, BrowserGateway::open(std::move(hosts)));
  return {};
}

base::Status BrowserCalls::connect_operator(TelephoneCall& call, const BrowserOffer& offer,
                                            const DescriptionReply& reply) {
  MDG_ASSIGN(auto end, gateway_->prepare(offer, call.media().browsers(), call.codec()));
  if (call.media().connect_operator(std::move(end), reply)) call.set_phone(nullptr);
  return {};
}

base::Status BrowserCalls::begin_call(CallId call, const BrowserOffer& offer,
                                      const DescriptionReply& reply) {
  MDG_TRY(calls_.check_place(call));
  MediaLane& lane = lanes_.next();
  MDG_ASSIGN(auto end, gateway_->prepare(offer, lane.browsers));
  MDG_ASSIGN(auto media, CallMedia::open(call, lane, end.leg, calls_));
  const bool is_taken = media->post([leg = end.leg, answer = std::move(end.answer), reply] {
    leg->open();
    reply(answer);
  });
  if (!is_taken) return base::fail(ErrorCode::kTryLater, "the telephone ends");
  calls_.add(std::make_unique<WebCall>(call, end.codec, std::move(media)));
  return {};
}

base::Status BrowserCalls::begin_echo(const BrowserOffer& offer, const DescriptionReply& reply) {
  if (echoes_.use_count() > Telephone::kMaxEchoes) {
    return base::fail(ErrorCode::kTryLater, "others try their devices just now");
  }
  MediaLane& lane = lanes_.next();
  MediaThread& thread = *lane.thread;
  MDG_ASSIGN(auto end, gateway_->prepare(offer, lane.browsers));
  auto retire = [&thread, place = echoes_](std::shared_ptr<MediaTenant> tenant) {
    thread.remove(std::move(tenant));
  };
  auto echo =
      std::make_shared<EchoAudio>(end.leg, std::chrono::steady_clock::now(), std::move(retire));
  const bool is_taken =
      thread.add(end.leg) && thread.add(echo) &&
      thread.post_always([echo, leg = end.leg, answer = std::move(end.answer), reply] {
        leg->open();
        reply(answer);
      });
  if (is_taken) return {};
  thread.remove(end.leg);
  return base::fail(ErrorCode::kTryLater, "the media thread is full");
}

}  // namespace madoguchi::voice
