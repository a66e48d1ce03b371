#include "app/health.h"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

namespace madoguchi::app {
namespace {

using base::Result;
using boost::asio::awaitable;
using transport::Request;
using transport::Response;

Response text_response(int status, std::string text) {
  Response response;
  response.status = status;
  response.body = std::move(text);
  return response.with_header("Content-Type", "text/plain; charset=utf-8");
}

awaitable<Result<Response>> healthz(HealthParts, Request) {
  co_return text_response(200, "alive\n");
}

awaitable<Result<Response>> readyz(HealthParts parts, Request) {
  const bool ready = !parts.desk.is_stalled();
  co_return text_response(ready ? 200 : 503, ready ? "ready\n" : "not ready\n");
}

prometheus::MetricFamily family(std::string name, std::string help, prometheus::MetricType type,
                                double value) {
  prometheus::ClientMetric metric;
  if (type == prometheus::MetricType::Counter) {
    metric.counter.value = value;
  } else {
    metric.gauge.value = value;
  }
  return {"madoguchi_" + std::move(name), std::move(help), type, {metric}};
}

/// One line for each trunk whose state is known.
prometheus::MetricFamily trunk_family(const std::vector<voice::TrunkState>& trunks) {
  prometheus::MetricFamily family{"madoguchi_voice_trunk_up",
                                  "Whether the trunk answers: 1 or 0; none while it is not asked",
                                  prometheus::MetricType::Gauge,
                                  {}};
  for (const voice::TrunkState& trunk : trunks) {
    if (trunk.health == voice::TrunkHealth::kUnknown) continue;
    prometheus::ClientMetric metric;
    metric.label = {{"trunk", trunk.name}};
    metric.gauge.value = trunk.health == voice::TrunkHealth::kUp ? 1 : 0;
    family.metric.push_back(std::move(metric));
  }
  return family;
}

std::vector<prometheus::MetricFamily> collect(const HealthParts& parts,
                                              const transport::Listener& listener) {
  std::vector<prometheus::MetricFamily> families;
  const auto count = [&](std::string name, std::string help, auto value) {
    families.push_back(family(std::move(name), std::move(help), prometheus::MetricType::Counter,
                              static_cast<double>(value)));
  };
  const auto gauge = [&](std::string name, std::string help, auto value) {
    families.push_back(family(std::move(name), std::move(help), prometheus::MetricType::Gauge,
                              static_cast<double>(value)));
  };
  const auto desk = parts.desk.counts();
  const auto writer = parts.db.counts();
  const auto http = listener.counts();
  constexpr double kMilliseconds = 1000;
  count("desk_commands_total", "Commands that the desk decided on", desk.commands);
  count("desk_refused_total", "Commands refused because the desk or the disk had too much to do",
        desk.refused);
  count("desk_reloads_total", "Times the desk was loaded anew after the database failed",
        desk.reloads);
  gauge("desk_outstanding_commits", "Commits of the desk on their way", desk.outstanding);
  gauge("desk_lag_seconds", "Age of the oldest task that waits for the desk",
        static_cast<double>(desk.lag.count()) / kMilliseconds);
  count("writer_commits_total", "Transactions committed, each a sync of the disk", writer.commits);
  count("writer_commands_total", "Commands answered, refused by themselves or not",
        writer.commands);
  count("writer_statements_total", "SQL statements of the writer", writer.statements);
  count("writer_preparations_total", "SQL statements that the writer prepared",
        writer.preparations);
  count("writer_replays_total", "Batches that were rolled back and run one by one", writer.replays);
  count("writer_refused_total", "Commands refused because the queue was full", writer.refused);
  gauge("writer_queued", "Commands that wait for the writer", writer.queued);
  gauge("writer_oldest_uncommitted_seconds", "Age of the oldest command without its commit",
        static_cast<double>(writer.oldest_uncommitted.count()) / kMilliseconds);
  gauge("http_connections", "Open connections", http.connections);
  gauge("http_sockets", "Open WebSockets", http.sockets);
  count("http_requests_total", "HTTP requests", http.requests);
  count("http_sockets_cut_total", "WebSockets cut because they did not drain", http.sockets_cut);
  if (parts.recordings != nullptr) {
    const auto recorder = parts.recordings->counts();
    gauge("recordings", "Calls that are being recorded", recorder.running);
    count("recordings_total", "Recordings that were closed", recorder.recorded);
    count("recordings_failed_total", "Recordings that ended before their call", recorder.failed);
    count("recordings_dropped_seconds_total", "Audio that a slow disk made silence of",
          static_cast<double>(recorder.dropped_samples) / voice::kSampleRate);
  }
  if (parts.telephone == nullptr) return families;
  const auto voice = parts.telephone->counts();
  gauge("voice_calls", "Calls now", voice.calls);
  count("voice_calls_total", "Calls that began", voice.accepted);
  count("voice_refused_total", "Calls of trunks that were refused", voice.refused);
  count("voice_strangers_total", "Requests and connections of others than trunks", voice.strangers);
  count("voice_malformed_total", "Requests of trunks that break the rules of SIP", voice.malformed);
  count("voice_rtp_received_total", "RTP packets of calls that are over", voice.rtp_received);
  count("voice_rtp_refused_total", "RTP packets from others, of calls that are over",
        voice.rtp_refused);
  count("voice_late_ticks_total", "Times of 20 ms that a media thread missed", voice.late_ticks);
  families.push_back(trunk_family(parts.telephone->trunks()));
  return families;
}

awaitable<Result<Response>> metrics(HealthParts parts, const transport::Listener* listener) {
  co_return text_response(200, prometheus::TextSerializer().Serialize(collect(parts, *listener)));
}

}  // namespace

void add_health_routes(transport::Router& router, HealthParts parts) {
  using transport::Method;
  router.add(Method::kGet, "/healthz",
             [parts](Request request) { return healthz(parts, std::move(request)); });
  router.add(Method::kGet, "/readyz",
             [parts](Request request) { return readyz(parts, std::move(request)); });
}

void add_metrics_route(transport::Router& router, HealthParts parts,
                       const transport::Listener& listener) {
  router.add(transport::Method::kGet, "/metrics",
             [parts, at = &listener](Request) { return metrics(parts, at); });
}

}  // namespace madoguchi::app
