#include "oracle/census.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "json/fields.h"
#include "json/parse.h"
#include "json/write.h"
#include "oracle/worker.h"

namespace warploom::oracle {
namespace {

constexpr size_t kMostUnsent = 4U << 20U;
constexpr double kCensusTickSeconds = 0.25;

const char* NameOf(CensusSide side) { return side == CensusSide::kReal ? "real" : "data"; }

ErrorKind KindOf(std::string_view name) {
  if (name == "usage") {
    return ErrorKind::kUsage;
  }
  return name == "io" ? ErrorKind::kIo : ErrorKind::kWorker;
}

Result<CensusTexts> TextsFromJson(const json::Value& object) {
  CensusTexts texts;
  WARPLOOM_ASSIGN_OR_RETURN(texts.kernels, json::Get<uint64_t>(object, "kernels"));
  WARPLOOM_ASSIGN_OR_RETURN(texts.functions, json::Get<uint64_t>(object, "functions"));
  WARPLOOM_ASSIGN_OR_RETURN(texts.unreadable, json::Get<uint64_t>(object, "unreadable"));
  WARPLOOM_ASSIGN_OR_RETURN(texts.first_unreadable,
                            json::Get<std::string>(object, "first_unreadable"));
  return texts;
}

Result<CensusShapes> ShapesFromJson(const json::Value& object) {
  CensusShapes shapes;
  WARPLOOM_ASSIGN_OR_RETURN(shapes.nodes, json::Get<uint64_t>(object, "nodes"));
  WARPLOOM_ASSIGN_OR_RETURN(shapes.all, json::Get<uint64_t>(object, "all"));
  WARPLOOM_ASSIGN_OR_RETURN(shapes.shown, json::Get<uint64_t>(object, "shown"));
  WARPLOOM_ASSIGN_OR_RETURN(shapes.wholly, json::Get<uint64_t>(object, "wholly"));
  return shapes;
}

Result<MissingShape> MissingFromJson(const json::Value& object) {
  MissingShape row;
  WARPLOOM_ASSIGN_OR_RETURN(row.shape, json::Get<std::vector<std::string>>(object, "shape"));
  WARPLOOM_ASSIGN_OR_RETURN(row.kernels, json::Get<uint64_t>(object, "kernels"));
  WARPLOOM_ASSIGN_OR_RETURN(row.follows, json::Get<bool>(object, "follows"));
  WARPLOOM_ASSIGN_OR_RETURN(row.file, json::Get<std::string>(object, "file"));
  WARPLOOM_ASSIGN_OR_RETURN(row.line, json::Get<uint64_t>(object, "line"));
  WARPLOOM_ASSIGN_OR_RETURN(row.source, json::Get<std::string>(object, "source"));
  return row;
}

Result<CensusReport> ReportFromJson(const json::Value& object) {
  CensusReport report;
  report.json = object;
  WARPLOOM_ASSIGN_OR_RETURN(const json::Value* real, json::GetObject(object, "real"));
  WARPLOOM_ASSIGN_OR_RETURN(const json::Value* data, json::GetObject(object, "data"));
  WARPLOOM_ASSIGN_OR_RETURN(report.real, TextsFromJson(*real));
  WARPLOOM_ASSIGN_OR_RETURN(report.data, TextsFromJson(*data));
  WARPLOOM_ASSIGN_OR_RETURN(report.units, json::Get<uint64_t>(*real, "units"));
  WARPLOOM_ASSIGN_OR_RETURN(const auto shapes, json::GetArray(object, "shapes"));
  for (const json::Value& item : shapes) {
    WARPLOOM_ASSIGN_OR_RETURN(CensusShapes row, ShapesFromJson(item));
    report.shapes.push_back(row);
  }
  WARPLOOM_ASSIGN_OR_RETURN(const auto missing, json::GetArray(object, "missing"));
  for (const json::Value& item : missing) {
    WARPLOOM_ASSIGN_OR_RETURN(MissingShape row, MissingFromJson(item));
    report.missing.push_back(std::move(row));
  }
  return report;
}

}  // namespace

Result<std::unique_ptr<Census>> Census::Start(const PythonCommand& python,
                                              std::function<void(uint64_t)> on_progress) {
  std::unique_ptr<Census> census(new Census());
  WARPLOOM_ASSIGN_OR_RETURN(census->process_, Subprocess::Start(python.Running("warploom.census")));
  census->on_progress_ = std::move(on_progress);
  return census;
}

Status Census::Find(CensusSide side, const std::string& place) {
  Send({{"side", NameOf(side)}, {"find", place}});
  ++places_asked_;
  while (places_found_ < places_asked_) {
    WARPLOOM_TRY(Failure());
    Turn();
  }
  return {};
}

void Census::Add(CensusSide side, std::string_view name, std::string_view source) {
  Send({{"side", NameOf(side)}, {"name", name}, {"source", source}});
  if (process_->unsent_bytes() > kMostUnsent) {
    while (process_->unsent_bytes() > 0 && !process_->exit_status()) {
      Turn();
    }
  }
}

Result<CensusReport> Census::Finish() {
  process_->CloseInput();
  while (report_.is_null()) {
    WARPLOOM_TRY(Failure());
    Turn();
  }
  Result<CensusReport> report = ReportFromJson(report_);
  return report
             ? std::move(report)
             : Fail(ErrorKind::kWorker, fmt::format("comparing kernels: the report of Python: {}",
                                                    report.error().message));
}

void Census::Send(const json::Value& message) {
  process_->Send(json::DumpLineLossy(message) + "\n");
}

void Census::Turn() {
  const std::array<Subprocess*, 1> processes = {process_.get()};
  Pump(processes, -1, kCensusTickSeconds);
  while (const auto line = process_->TakeLine()) {
    Take(*line);
  }
}

void Census::Take(const std::string& line) {
  Result<json::Value> message = json::Parse(line);
  if (!message) {
    problem_ = Fail(ErrorKind::kWorker,
                    fmt::format("comparing kernels: Python's answer: {}", message.error().message));
  } else if (const json::Value* report = json::FindMember(*message, "report")) {
    report_ = *report;
  } else if (const auto problem = json::Get<std::string>(*message, "problem")) {
    problem_ = Fail(KindOf(json::Get<std::string>(*message, "kind").value_or("")), *problem);
  } else if (const auto read = json::Get<uint64_t>(*message, "read")) {
    on_progress_(*read);
  } else {
    ++places_found_;
  }
}

Status Census::Failure() const {
  if (problem_ && process_->exit_status()) {
    return Fail(ErrorKind::kWorker,
                fmt::format("comparing kernels: the Python process {}{}",
                            process_->exit_status()->Describe(), LastWords(*process_)));
  }
  return problem_;
}

}  // namespace warploom::oracle
