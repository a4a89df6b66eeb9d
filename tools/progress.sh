# To be sourced: runs a long step quietly and shows how far it is.
#
# On a terminal the progress is one line that changes in place; elsewhere it is a plain line every
# few seconds. All of it goes to standard error.

progress_plain_seconds=10

# watched TITLE FILTER COMMAND...: runs COMMAND, whose output is shown only when it fails.
#
# FILTER is a function that is called with each line of output, and with '' while there is none. It
# sets `state`, the text that is shown, and succeeds for a line that is progress and nothing else;
# other lines are kept for a failure.
# A step that succeeds adds a line 'SECONDS TITLE' to the file $WARPLOOM_STEP_TIMES, if that is set.
watched() {
  local title="$1" filter="$2" log status began=$SECONDS
  shift 2
  log="$(mktemp)"
  # A pipeline, so that Ctrl-C reaches the command, too; negated, so that `set -e` lets it fail.
  ! "$@" </dev/null 2>&1 | progress_report "$title" "$filter" "$log"
  status="${PIPESTATUS[0]}"
  if ((status != 0)); then
    tail -n 100 "$log" >&2
    printf '%s: failed after %s\n' "$title" "$(duration $((SECONDS - began)))" >&2
  else
    printf '%s: done in %s\n' "$title" "$(duration $((SECONDS - began)))" >&2
    if [[ -n "${WARPLOOM_STEP_TIMES:-}" ]]; then
      printf '%d %s\n' $((SECONDS - began)) "$title" >>"$WARPLOOM_STEP_TIMES"
    fi
  fi
  rm -f "$log"
  return "$status"
}

# duration SECONDS: '9 s', or '2 min 05 s'.
duration() {
  if (($1 < 60)); then
    printf '%d s' "$1"
  else
    printf '%d min %02d s' $(($1 / 60)) $(($1 % 60))
  fi
}

# The reading end of watched: keeps what is no progress in a file, and shows the state.
progress_report() {
  local title="$1" filter="$2" log="$3"
  local began=$SECONDS elapsed=0 state='' line='' part status shown='' due=$progress_plain_seconds
  while :; do
    status=0
    IFS= read -r -t 0.5 part || status=$?
    line+="$part"
    elapsed=$((SECONDS - began))
    if ((status == 0)); then
      "$filter" "$line" || printf '%s\n' "$line" >>"$log"
      line=''
    elif ((status > 128)); then
      "$filter" '' || true
    else
      break
    fi
    if [[ -t 2 ]]; then
      progress_in_place "$title: ${state:+$state, }$(duration "$elapsed")"
    elif ((elapsed >= due)); then
      printf '%s: %s%s\n' "$title" "${state:+$state, }" "$(duration "$elapsed")" >&2
      due=$((elapsed + progress_plain_seconds))
    fi
  done
  [[ -z "$line" ]] || printf '%s\n' "$line" >>"$log"
  if [[ -t 2 ]]; then printf '\r\033[K' >&2; fi
}

progress_in_place() {
  [[ "$1" != "$shown" ]] || return 0
  shown="$1"
  local columns
  columns="$(tput cols 2>/dev/null || printf 80)"
  printf '\r\033[K%s' "${1:0:columns-1}" >&2
}

# The filters.

# For a command that does not say how far it is: only the time is shown.
time_only() { return 1; }

# ninja with NINJA_STATUS='[%f/%t] '. Its steps differ much in length: no time left is guessed.
ninja_steps() {
  [[ "$1" =~ ^(\[[0-9]+/[0-9]+\])\  ]] || return 1
  state="${BASH_REMATCH[1]}"
}

# apt-get with APT::Status-Fd=1: 'dlstatus:ITEM:PERCENT:TEXT' and 'pmstatus:PACKAGE:PERCENT:TEXT'.
apt_status() {
  [[ "$1" =~ ^(dl|pm)status:([^:]*):([0-9]+)[.0-9]*: ]] || return 1
  if [[ "${BASH_REMATCH[1]}" == dl ]]; then
    state="downloading, ${BASH_REMATCH[3]} %"
  else
    state="installing, ${BASH_REMATCH[3]} % (${BASH_REMATCH[2]})"
  fi
}

# pip says what it begins but not how far it is, so the folders that it fills are measured:
# $pip_downloads while it downloads, then $pip_target; $pip_download_mb and $pip_target_mb are their
# expected sizes.
pip_folders() {
  if [[ "$1" == "Installing collected packages"* ]]; then pip_unpacks=1; fi
  if [[ -z "$1" || -n "${pip_unpacks:-}" ]]; then
    if [[ -n "${pip_unpacks:-}" ]]; then
      state="unpacking, $(folder_mb "$pip_target") of about $pip_target_mb MB"
    else
      state="downloading, $(folder_mb "$pip_downloads") of about $pip_download_mb MB"
    fi
  fi
  return 1
}

folder_mb() { du -sm "$1" 2>/dev/null | cut -f1; }
