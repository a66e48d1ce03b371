#include "transport/connection.h"

#include <spdlog/spdlog.h>

#include "transport/body_source.h"
#include "transport/request_id.h"
#include "transport/response_head.h"

namespace madoguchi::transport {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;

constexpr std::size_t kSmallRead = 4 * 1024;
constexpr std::size_t kBodyRead = 64 * 1024;
/// What is read and thrown away of a request that was answered before its body came.
constexpr std::size_t kMaxLinger = 256 * 1024;
/// The line before a chunk, with extensions, and the trailer section.
constexpr std::size_t kMaxChunkHeader = 16 * 1024;

ProtocolError protocol_error_of(error_code error, bool is_timed_out, std::size_t max_header) {
  if (is_timed_out) return {408, "The request took too long", "", ""};
  if (error == http::error::header_limit) {
    return {431, "The headers are too large", "headers",
            "at most " + std::to_string(max_header) + " bytes"};
  }
  return {400, "Not a valid HTTP request", "", error.message()};
}

/// Errors of the parser, which deserve an answer; others mean that the connection is gone.
bool is_answered(error_code error, bool is_timed_out) {
  if (is_timed_out) return true;
  return error.category() == http::make_error_code(http::error::bad_method).category() &&
         error != http::error::end_of_stream && error != http::error::partial_message;
}

}  // namespace

Connection::Connection(Shared& shared, PeerList& peers, asio::io_context& io, TcpSocket socket)
    : shared_(shared), peers_(peers), io_(io), ticket_(shared) {
  error_code ignored;
  socket.set_option(asio::ip::tcp::no_delay(true), ignored);
  client_.address = socket.remote_endpoint(ignored).address();
  client_.is_tls = shared.tls != nullptr;
  stream_ = client_.is_tls ? make_tls_stream(std::move(socket), *shared.tls)
                           : make_plain_stream(std::move(socket));
  enter(Phase::kClosing, shared.options.limits.handshake);
  peers.push_back(*this);
}

asio::awaitable<void> Connection::run(std::shared_ptr<Connection> self) {
  if (const auto error = co_await self->stream_->handshake()) co_return;
  Next next = Next::kRequest;
  while (next == Next::kRequest) next = co_await self->serve_one();
  if (next == Next::kLinger) co_await self->linger();
}

asio::awaitable<Connection::Next> Connection::serve_one() {
  if (co_await wait_for_request()) co_return Next::kClose;
  request_id_ = make_request_id();
  Parser parser;
  // The limit is the route's; it is not known before the header is.
  parser.body_limit(boost::none);
  parser.header_limit(static_cast<std::uint32_t>(shared_.options.limits.max_header_bytes));
  enter(Phase::kReading, shared_.options.limits.header);
  if (const auto error = co_await read_header(parser)) co_return co_await fail_reading(error);
  ++shared_.requests;
  co_return co_await serve(parser);
}

asio::awaitable<Connection::Next> Connection::serve(Parser& parser) {
  auto exchange = begin_exchange(parser, shared_, client_, request_id_);
  if (!exchange) {
    const bool is_head = parser.get().method() == http::verb::head;
    const Next after = parser.is_done() ? next_after(parser) : Next::kLinger;
    co_return co_await respond(std::move(exchange.error()), is_head, after);
  }
  if (exchange->is_upgrade()) co_return co_await upgrade(parser, std::move(*exchange));
  const std::size_t limit = exchange->match.options.max_body_bytes;
  const auto error = co_await read_body(parser, *exchange);
  if (error == http::error::body_limit) {
    auto refusal =
        answer_error(body_too_large(limit), request_id_, exchange->method, exchange->match.pattern);
    co_return co_await respond(std::move(refusal), false, Next::kLinger);
  }
  if (error) co_return co_await fail_reading(error);
  co_return co_await serve_exchange(parser, std::move(*exchange));
}

asio::awaitable<Connection::Next> Connection::serve_exchange(Parser& parser, Exchange exchange) {
  Request request = std::move(exchange.request);
  request.body = std::move(parser.get().body());
  enter(Phase::kHandling, base::Milliseconds::max());
  Response response = co_await handle(exchange, std::move(request));
  if (!has_sound_headers(response)) {
    spdlog::error("request {}: the handler of {} set a header that cannot be sent", request_id_,
                  exchange.match.pattern);
    response = problem_response(base::make_error(base::ErrorCode::kInternal), request_id_);
  }
  co_return co_await respond(std::move(response), exchange.is_head, next_after(parser));
}

asio::awaitable<Response> Connection::handle(const Exchange& exchange, Request request) {
  const auto pattern = exchange.match.pattern;
  base::Error error;
  try {
    auto result = co_await (*exchange.match.handler)(std::move(request));
    if (result) co_return *std::move(result);
    error = std::move(result.error());
  } catch (const std::exception& exception) {
    error.detail = std::string("exception: ") + exception.what();
  } catch (...) {
    error.detail = "exception of an unknown type";
  }
  co_return answer_error(error, request_id_, exchange.method, pattern);
}

asio::awaitable<Connection::Next> Connection::upgrade(const Parser& parser, Exchange exchange) {
  enter(Phase::kHandling, base::Milliseconds::max());
  const SocketHandler& decide = *exchange.match.socket_handler;
  base::Error error;
  try {
    auto decision = co_await decide(std::move(exchange.request));
    // Frames that were sent before our answer belong to no socket yet: only a broken client sends
    // them.
    const bool is_clean = parser.is_done() && buffer_.size() == 0 && !shared_.is_stopping;
    if (decision && is_clean) {
      stream_->open_web_socket(parser.get(),
                               {shared_, peers_, io_, std::move(ticket_), exchange.match.limits,
                                request_id_, *std::move(decision)});
      co_return Next::kClose;
    }
    error = decision ? base::make_error(base::ErrorCode::kTryLater) : std::move(decision.error());
  } catch (const std::exception& exception) {
    error.detail = std::string("exception: ") + exception.what();
  } catch (...) {
    error.detail = "exception of an unknown type";
  }
  auto refusal = answer_error(error, request_id_, exchange.method, exchange.match.pattern);
  const Next after = parser.is_done() ? next_after(parser) : Next::kLinger;
  co_return co_await respond(std::move(refusal), false, after);
}

asio::awaitable<Connection::Next> Connection::fail_reading(error_code error) {
  if (!is_answered(error, is_timed_out_)) co_return Next::kClose;
  const auto problem =
      protocol_error_of(error, is_timed_out_, shared_.options.limits.max_header_bytes);
  spdlog::debug("request {}: {} {}", request_id_, problem.status, problem.expected);
  co_return co_await respond(problem_response(problem, request_id_), false, Next::kLinger);
}

asio::awaitable<Connection::Next> Connection::respond(Response response, bool is_head, Next after) {
  if (shared_.is_stopping && after == Next::kRequest) after = Next::kLinger;
  add_common_headers(response, request_id_);
  const auto persistence = after == Next::kRequest ? Persistence::kKeepAlive : Persistence::kClose;
  const std::string head = response_head(response, persistence);
  const std::string_view body = is_head ? std::string_view{} : sent_body_of(response);
  enter(Phase::kWriting, transfer_time(body.size()));
  const std::array<asio::const_buffer, 2> bytes{asio::buffer(head),
                                                asio::buffer(body.data(), body.size())};
  const auto [error, written] = co_await stream_->write(bytes);
  if (error) co_return Next::kClose;
  if (is_head || !response.source) co_return after;
  co_return co_await send_source(std::move(response.source)) ? after : Next::kClose;
}

/// The client's time is that of each piece; ours, while the next one is read, does not count.
asio::awaitable<bool> Connection::send_source(std::shared_ptr<BodySource> source) {
  for (std::uint64_t left = source->size(); left > 0;) {
    enter(Phase::kHandling, base::Milliseconds::max());
    auto reading = source->next();
    const auto piece = co_await std::move(reading);
    if (!piece || piece->empty() || piece->size() > left) {
      spdlog::error("request {}: the body ended {} bytes early", request_id_, left);
      co_return false;
    }
    left -= piece->size();
    enter(Phase::kWriting, transfer_time(piece->size()));
    const std::array<asio::const_buffer, 2> bytes{asio::buffer(*piece), asio::const_buffer{}};
    const auto [error, written] = co_await stream_->write(bytes);
    if (error) co_return false;
  }
  co_return true;
}

asio::awaitable<error_code> Connection::wait_for_request() {
  if (buffer_.size() > 0) co_return error_code{};
  if (shared_.is_stopping) co_return asio::error::operation_aborted;
  if (buffer_.capacity() > kSmallRead) buffer_.shrink_to_fit();
  enter(Phase::kIdle, shared_.options.limits.idle);
  co_return co_await fill(kSmallRead);
}

asio::awaitable<error_code> Connection::read_header(Parser& parser) {
  const std::size_t limit = shared_.options.limits.max_header_bytes;
  std::size_t parsed = 0;
  for (;;) {
    error_code error;
    const std::size_t used = parser.put(buffer_.cdata(), error);
    buffer_.consume(used);
    parsed += used;
    if (error && error != http::error::need_more) co_return error;
    // The parser's own limit starts anew with every call, so it alone would not stop headers that
    // come in drops.
    const std::size_t seen = parser.is_header_done() ? parsed : parsed + buffer_.size();
    if (seen > limit) co_return http::make_error_code(http::error::header_limit);
    if (parser.is_header_done()) co_return error_code{};
    if (const auto failure = co_await fill(kSmallRead)) co_return failure;
  }
}

asio::awaitable<error_code> Connection::read_body(Parser& parser, const Exchange& exchange) {
  if (parser.is_done()) co_return error_code{};
  const std::size_t limit = exchange.match.options.max_body_bytes;
  parser.body_limit(limit);
  parser.eager(true);
  enter(Phase::kReading, transfer_time(limit));
  if (exchange.expects_continue && buffer_.size() == 0) {
    constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    const std::array<asio::const_buffer, 2> bytes{asio::buffer(kContinue), asio::const_buffer{}};
    const auto [failure, written] = co_await stream_->write(bytes);
    if (failure) co_return failure;
  }
  const std::size_t step = limit > kBodyRead ? kBodyRead : kSmallRead;
  while (!parser.is_done()) {
    error_code error;
    if (buffer_.size() > 0) buffer_.consume(parser.put(buffer_.cdata(), error));
    if (error && error != http::error::need_more) co_return error;
    if (buffer_.size() > kMaxChunkHeader + step)
      co_return http::make_error_code(http::error::bad_chunk);
    if (parser.is_done()) break;
    if (const auto failure = co_await fill(step)) co_return failure;
  }
  co_return error_code{};
}

asio::awaitable<error_code> Connection::fill(std::size_t at_most) {
  const auto [error, read] = co_await stream_->read_some(buffer_.prepare(at_most));
  buffer_.commit(read);
  co_return error;
}

/// Reads on for a moment: closing with unread input resets the connection, and the client might
/// lose our answer.
asio::awaitable<void> Connection::linger() {
  enter(Phase::kClosing, shared_.options.limits.close);
  co_await stream_->shut_down();
  std::size_t thrown_away = 0;
  while (thrown_away < kMaxLinger) {
    buffer_.clear();
    if (co_await fill(kSmallRead)) break;
    thrown_away += buffer_.size();
  }
}

Connection::Next Connection::next_after(const Parser& parser) const {
  return parser.keep_alive() ? Next::kRequest : Next::kLinger;
}

void Connection::enter(Phase phase, base::Milliseconds allowed) {
  phase_ = phase;
  const bool is_unlimited = allowed == base::Milliseconds::max();
  deadline_ = is_unlimited ? SteadyTime::max() : std::chrono::steady_clock::now() + allowed;
}

base::Milliseconds Connection::transfer_time(std::size_t bytes) const {
  const auto& limits = shared_.options.limits;
  const auto slowest = std::max<std::size_t>(limits.slowest_bytes_per_second, 1);
  return limits.transfer + base::Seconds(bytes / slowest);
}

void Connection::tick(SteadyTime now) {
  if (now < deadline_) return;
  if (phase_ != Phase::kReading || is_timed_out_) return abort();
  // The reader wakes with an error and answers 408.
  is_timed_out_ = true;
  deadline_ = now + shared_.options.limits.close;
  error_code ignored;
  stream_->socket().cancel(ignored);
}

void Connection::begin_stop() {
  if (phase_ == Phase::kIdle) abort();
}

void Connection::abort() {
  error_code ignored;
  stream_->socket().close(ignored);
}

}  // namespace madoguchi::transport
