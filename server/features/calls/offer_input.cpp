#include "features/calls/offer_input.h"

#include <optional>
#include <utility>

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "voice/webrtc/browser_offer.h"

namespace madoguchi::features {

namespace asio = boost::asio;
using base::Result;

constexpr std::size_t kMaxDescription = 20'000;

Result<std::string> read_offer(base::JsonReader body) {
  std::string sdp = body.string("sdp", {.min = 1, .max = kMaxDescription});
  MDG_TRY(body.finish());
  if (auto offer = voice::read_browser_offer(sdp); !offer) {
    base::Error error = std::move(offer).error();
    error.code = base::ErrorCode::kInvalidInput;
    error.field = "sdp";
    return base::fail(std::move(error));
  }
  return sdp;
}

asio::awaitable<Result<std::string>> answer_to(std::shared_ptr<std::string> offer,
                                               std::shared_ptr<AskTelephone> ask) {
  auto answer = std::make_shared<std::optional<Result<std::string>>>();
  auto initiate = [offer, ask, answer](auto handler) {
    auto executor = asio::get_associated_executor(handler);
    auto held = std::make_shared<decltype(handler)>(std::move(handler));
    (*ask)(std::move(*offer), [answer, held, executor](Result<std::string> result) {
      answer->emplace(std::move(result));
      asio::post(executor, [held] { (*held)(); });
    });
  };
  co_await asio::async_initiate<const asio::use_awaitable_t<>, void()>(std::move(initiate),
                                                                       asio::use_awaitable);
  co_return std::move(**answer);
}

}  // namespace madoguchi::features
