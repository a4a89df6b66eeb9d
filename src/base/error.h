#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace warploom {

// The kind of failure; the command line maps it to an exit code.
enum class ErrorKind {
  kUsage,        // The user asked for something that does not exist or is not allowed (exit 2).
  kEnvironment,  // The machine lacks something: Python, Warp, a library (exit 3).
  kIo,           // A file or disk failed (exit 1).
  kInUse,        // Another process works in the folder (exit 6).
  kCorrupt,      // Bytes on disk are not what we wrote (exit 4).
  kWorker,       // A worker process died, hung or sent an invalid reply (exit 1).
  kInterrupted,  // The user pressed Ctrl-C or sent SIGTERM (exit 5).
  kInternal,     // A bug that could be reported without crashing (exit 4).
};

// A failure that is not a bug. `message` is for people: what was asked, what is wrong and what to
// do about it.
struct Error {
  ErrorKind kind = ErrorKind::kInternal;
  std::string message;

  // Puts what was being done in front of the message: "reading x: no such file".
  Error WithContext(std::string_view context) && {
    message = std::string(context) + ": " + message;
    return std::move(*this);
  }
};

template <typename T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

inline tl::unexpected<Error> Fail(ErrorKind kind, std::string message) {
  return tl::make_unexpected(Error{kind, std::move(message)});
}

}  // namespace warploom

// Returns the error of `expression` (a Result or Status) from the enclosing function.
#define WARPLOOM_TRY(expression)                                      \
  do {                                                                \
    if (auto warploom_status = (expression); !warploom_status) {      \
      return tl::make_unexpected(std::move(warploom_status).error()); \
    }                                                                 \
  } while (false)

#define WARPLOOM_CONCAT_INNER(a, b) a##b
#define WARPLOOM_CONCAT(a, b) WARPLOOM_CONCAT_INNER(a, b)

// NOLINTBEGIN(bugprone-macro-parentheses): a declaration cannot stand in parentheses.
// Declares `target` from the value of a Result, or returns its error from the enclosing function.
#define WARPLOOM_ASSIGN_OR_RETURN(target, expression) \
  WARPLOOM_ASSIGN_OR_RETURN_INNER(WARPLOOM_CONCAT(warploom_result_, __LINE__), target, expression)
#define WARPLOOM_ASSIGN_OR_RETURN_INNER(result, target, expression) \
  auto result = (expression);                                       \
  if (!(result)) {                                                  \
    return tl::make_unexpected(std::move(result).error());          \
  }                                                                 \
  target = *std::move(result)
// NOLINTEND(bugprone-macro-parentheses)
