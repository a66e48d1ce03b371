#include "channels/web_chat/visitor_socket.h"

#include <atomic>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "channels/web_chat/open_service.h"
#include "channels/web_chat/visitor_cookie.h"
#include "channels/web_chat/visitor_presenter.h"
#include "features/contacts/contact_presenter.h"
#include "features/files/message_files.h"
#include "features/live/live_desk_async.h"
#include "transport/problem.h"

namespace madoguchi::channels {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;
using asio::awaitable;
using base::Result;
using transport::Socket;

constexpr int kMaxRefusals = 100;
/// What a frame takes of the visitor's limit; a hello reads up to 500 messages.
constexpr int kFrameCost = 1;
constexpr int kHelloCost = 20;

void send(Socket& socket, const json::object& value) {
  socket.send(std::make_shared<const std::string>(json::serialize(value)));
}

json::object problem_json(const base::Error& error) {
  const auto response = transport::problem_response(error, "");
  boost::system::error_code ignored;
  return json::parse(response.body, ignored).as_object();
}

/// One page of a visitor. On its socket's I/O thread.
class PageListener final : public transport::SocketListener,
                           public std::enable_shared_from_this<PageListener> {
 public:
  PageListener(VisitorSocketParts parts, Visitor visitor, std::string token, PageId id,
               asio::any_io_executor executor, std::shared_ptr<Socket> socket)
      : parts_(parts),
        visitor_(std::move(visitor)),
        token_(std::move(token)),
        id_(id),
        executor_(std::move(executor)),
        socket_(std::move(socket)) {}

  void on_text(std::string text) override {
    auto frame = read_visitor_frame(text);
    if (!frame) return not_understood(text, frame.error());
    // Messages have a limit of their own, whose refusals name the message.
    if (!std::holds_alternative<MessageFrame>(*frame) && !take_frame(*frame)) return;
    std::visit([this](auto& one) { handle(std::move(one)); }, *frame);
  }

  void on_closed() override {
    parts_.hub.close(id_);
    socket_.reset();
  }

 private:
  bool take_frame(const VisitorFrame& frame) {
    const int cost = std::holds_alternative<HelloFrame>(frame) ? kHelloCost : kFrameCost;
    if (parts_.frames.take(base::to_string(visitor_.id), cost)) return true;
    shut_out();
    return false;
  }

  void handle(HelloFrame frame) { spawn(&PageListener::hello, frame.after); }
  void handle(MessageFrame frame) {
    if (auto status = parts_.messages.take(base::to_string(visitor_.id)); !status) {
      return refuse(frame.client_id, status.error());
    }
    refusals_ = 0;
    spawn(&PageListener::write, std::move(frame));
  }
  void handle(VisitorTypingFrame frame) { parts_.hub.typing(id_, frame.is_typing); }
  void handle(ReadFrame frame) {
    run(desk::ReadAsCustomer{visitor_.service, visitor_.thread, frame.contact, frame.number});
  }
  void handle(PageFrame frame) { spawn(&PageListener::set_page, std::move(frame)); }
  void handle(EndFrame) { spawn(&PageListener::end, EndFrame{}); }

  template <class Argument>
  void spawn(awaitable<void> (PageListener::*member)(Argument), Argument argument) {
    asio::co_spawn(executor_, keep_alive(shared_from_this(), member, std::move(argument)),
                   asio::detached);
  }
  template <class Argument>
  static awaitable<void> keep_alive(std::shared_ptr<PageListener> self,
                                    awaitable<void> (PageListener::*member)(Argument),
                                    Argument argument) {
    co_await (self.get()->*member)(std::move(argument));
  }

  /// What the visitor may not do is not worth an answer: the state that is sent says how things
  /// are.
  void run(desk::Command command) {
    parts_.desk.submit(std::move(command), {}, [](const auto&) {});
  }

  awaitable<void> hello(std::optional<base::MessageId> after) {
    auto view = co_await parts_.visits.view(visitor_, after);
    if (!socket_) co_return;
    if (!view) co_return socket_->close(kTryAgainLater, "the view cannot be read");
    send(*socket_, {{"type", "view"}, {"view", visitor_view_json(*view)}});
    parts_.hub.show_state(id_);
  }

  awaitable<void> write(MessageFrame frame) {
    const std::string client_id = frame.client_id;
    auto message = co_await store(std::move(frame));
    if (!socket_) co_return;
    if (!message) co_return refuse(client_id, message.error());
    send(*socket_, {{"type", "ack"},
                    {"clientId", client_id},
                    {"message", features::visitor_message_json(*message)}});
  }

  awaitable<Result<features::Message>> store(MessageFrame frame) {
    MDG_AWAIT(const auto service, service_to_write());
    std::vector<features::File> files;
    if (!frame.files.empty()) {
      MDG_AWAIT(files, own_files(frame.files));
    }
    desk::WriteAsCustomer command{.service = visitor_.service,
                                  .thread = visitor_.thread,
                                  .customer = visitor_.customer,
                                  .new_contact = parts_.ids.next<base::ContactId>()};
    command.queue = service->queues.front().id;
    command.message = {frame.client_id, {frame.text, frame.files}};
    MDG_AWAIT(auto outcome, features::run(parts_.desk, std::move(command), std::move(files)));
    co_return co_await features::message_of(parts_.db, visitor_.service, std::move(outcome));
  }

  /// As it is now: an admin may have changed it since the page was opened.
  awaitable<Result<features::ServiceDirectory::Entry>> service_to_write() {
    MDG_CO_ASSIGN(auto service, find_open_service(parts_.services, visitor_.service));
    // Who agreed on another page, or on this one after it was opened, is known to the database.
    if (!require_consent(*service, visitor_)) {
      // The rest stays as it is: other threads read it.
      MDG_AWAIT(const auto fresh, parts_.visits.find(visitor_.service, token_));
      visitor_.consent_at = fresh.consent_at;
    }
    MDG_CO_TRY(require_consent(*service, visitor_));
    co_return service;
  }

  awaitable<Result<std::vector<features::File>>> own_files(std::vector<base::FileId> ids) {
    auto read = [this, ids](storage::Connection& db) {
      return features::files_to_send(db, visitor_.service, {.visitor = visitor_.id}, ids);
    };
    co_return co_await parts_.db.read(std::move(read));
  }

  awaitable<void> set_page(PageFrame frame) {
    if (!parts_.messages.take("page:" + base::to_string(visitor_.id))) co_return;
    (void)co_await parts_.visits.set_page(visitor_, frame.url, frame.title);
  }

  awaitable<void> end(EndFrame) {
    auto contact = co_await features::ask(parts_.desk, [this] {
      const desk::ThreadContacts* contacts = parts_.desk.state().threads.find(visitor_.thread);
      return contacts == nullptr ? base::ContactId{} : contacts->open;
    });
    if (contact && *contact) run(desk::EndAsCustomer{visitor_.service, *contact});
  }

  void refuse(const std::string& client_id, const base::Error& error) {
    if (!socket_) return;
    send(*socket_,
         {{"type", "refused"}, {"clientId", client_id}, {"problem", problem_json(error)}});
    if (error.code != base::ErrorCode::kRateLimited || ++refusals_ < kMaxRefusals) return;
    shut_out();
  }

  void shut_out() {
    (void)parts_.floods.take(base::to_string(visitor_.id));
    if (socket_) socket_->close(kTryAgainLater, "too many frames");
  }

  void not_understood(const std::string& text, const base::Error& error) {
    const auto client_id = client_id_of(text);
    if (!client_id.empty()) return refuse(client_id, error);
    socket_->close(kNotUnderstood, "frame not understood");
  }

  VisitorSocketParts parts_;
  Visitor visitor_;
  const std::string token_;
  const PageId id_;
  asio::any_io_executor executor_;
  std::shared_ptr<Socket> socket_;
  int refusals_ = 0;
};

awaitable<Result<transport::OpenSocket>> accept(VisitorSocketParts parts,
                                                transport::Request request) {
  static std::atomic<PageId> next_id{1};
  MDG_CO_ASSIGN(const auto service,
                find_open_service(parts.services, request.path_parameter("serviceKey")));
  auto token = visitor_token(request);
  MDG_AWAIT(auto visitor, parts.visits.find(service->service.id, token));
  MDG_CO_TRY(parts.floods.check(base::to_string(visitor.id)));
  const auto executor = co_await asio::this_coro::executor;
  co_return transport::OpenSocket([=, id = next_id++](std::shared_ptr<Socket> socket) {
    parts.hub.open(id, visitor, socket);
    return std::make_shared<PageListener>(parts, visitor, token, id, executor, std::move(socket));
  });
}

}  // namespace

void add_visitor_socket(transport::Router& router, VisitorSocketParts parts) {
  router.add_socket(
      "/api/widget/v1/{serviceKey}/socket",
      [parts](transport::Request request) { return accept(parts, std::move(request)); },
      {.max_frame_bytes = 16 * 1024, .max_queued_bytes = 256 * 1024});
}

}  // namespace madoguchi::channels
