;;; typing.el --- Drives an Emacs in a terminal  -*- lexical-binding: t -*-

;; Keys are typed by tmux into the Emacs whose server has the name "agentls", as a person does, and it is asked what came
;; of them.  Whole files are typed key by key (../typing/sessions.json).

(require 'server)
(require 'json)
(require 'subr-x)
(require 'seq)

(defvar label (getenv "LABEL"))
(defvar failed 0)
(setq server-socket-dir (getenv "SOCKETS"))

(defun ask (form)
  "The value of FORM in the buffer that is shown."
  (server-eval-at "agentls" `(with-current-buffer (window-buffer (frame-selected-window)) ,form)))

(defun tmux (&rest arguments)
  (apply #'call-process "tmux" nil nil nil "-S" (getenv "TMUX_SOCKET") arguments))

(defun keys (&rest names) (apply #'tmux "send-keys" "-t" "editor" names))
(defun letter (character) (tmux "send-keys" "-t" "editor" "-l" (string character)))

(defun eventually (holds)
  "What HOLDS gives as soon as it is true, within ten seconds."
  (let ((deadline (+ (float-time) 10)) value)
    (while (and (not (setq value (funcall holds))) (< (float-time) deadline))
      (accept-process-output nil 0.01))
    value))

(defun check (name holds &optional detail)
  (unless holds (setq failed (1+ failed)))
  (princ (format "%s  %s: %s%s\n" (if holds "ok  " "FAIL") label name
                 (if (or holds (not detail)) "" (format ": %S" detail)))))

(defun screen ()
  (with-temp-buffer
    (call-process "tmux" nil t nil "-S" (getenv "TMUX_SOCKET") "capture-pane" "-p" "-t" "editor")
    (buffer-string)))

(defun text () (ask '(buffer-substring-no-properties (point-min) (point-max))))
(defun place () (ask '(list (line-number-at-pos) (- (point) (line-beginning-position)))))

(defun must (holds what)
  (unless (eventually holds)
    (error "%s; the cursor is at %S in %S, messages: %s" what (place) (text)
           (ask '(with-current-buffer (messages-buffer)
                   (buffer-substring (max (point-min) (- (point-max) 300)) (point-max)))))))

(defun command (name)
  "Runs a command by its name."
  (keys "M-x")
  (must (lambda () (ask '(and (active-minibuffer-window) t))) "M-x asks for a command")
  (mapc #'letter name)
  (keys "Enter")
  (must (lambda () (ask '(not (active-minibuffer-window)))) (concat name " is run")))

(defun visit (file)
  (ask `(progn (find-file ,(expand-file-name file (getenv "WORKSPACE"))) nil))
  (must (lambda () (ask '(and (fboundp 'eglot-managed-p) (eglot-managed-p) t))) "the server looks at the buffer"))

;; Company opens its list when nothing was typed for a while.

(defun settled ()
  "Whether no list is still to come."
  (ask '(not (or (and (bound-and-true-p company-timer) (memq company-timer timer-list))
                 (> (jsonrpc-continuation-count (eglot-current-server)) 0)))))

(defun candidates ()
  "The labels of the list that is open: those of company, or those in the buffer *Completions*."
  (ask '(cond ((bound-and-true-p company-candidates) (mapcar #'substring-no-properties company-candidates))
              ((get-buffer-window "*Completions*")
               (with-current-buffer "*Completions*"
                 (save-excursion
                   (goto-char (point-min))
                   (let (found)
                     (while (not (eobp))
                       (let ((it (get-text-property (point) 'completion--string)))
                         (when it (push (substring-no-properties (if (consp it) (car it) it)) found)))
                       (goto-char (next-single-property-change (point) 'completion--string nil (point-max))))
                     (nreverse found))))))))

(defun take-of-company (label)
  (must #'settled "company has opened its list or not")
  (unless (member label (candidates))
    (command "company-complete"))
  (must (lambda () (member label (candidates))) (format "%s is offered" label))
  (let ((index (seq-position (candidates) label)))
    (dotimes (_ 40)
      (let ((now (ask 'company-selection)))
        (unless (equal now index)
          (keys "C-n")
          (eventually (lambda () (not (equal (ask 'company-selection) now)))))))
    (must (lambda () (equal (ask 'company-selection) index)) (format "%s is chosen" label)))
  (keys "Enter")
  (must (lambda () (not (candidates))) (format "%s is taken" label)))

(defun take-of-emacs (label)
  "By Emacs's own M-TAB, which takes the only one at once, and shows others in *Completions*."
  (let ((before (text)))
    (keys "Escape" "Tab")
    (must (lambda () (or (member label (candidates)) (not (equal (text) before)))) (format "%s is offered" label)))
  (when (candidates)
    (let ((at '(with-current-buffer "*Completions*"
                 (let ((it (get-text-property (point) 'completion--string)))
                   (and it (substring-no-properties (if (consp it) (car it) it)))))))
      (dotimes (_ 40)
        (unless (equal (ask at) label)
          (let ((now (ask at)))
            (keys "M-Down")
            (eventually (lambda () (not (equal (ask at) now)))))))
      (must (lambda () (equal (ask at) label)) (format "%s is chosen" label))
      (keys "M-Enter")))
  (must (lambda () (not (ask (quote (and (get-buffer-window "*Completions*") t))))) (format "%s is taken" label)))

(defun type-text (text)
  "Types TEXT, each letter when the one before is there."
  (seq-doseq (character text)
    (pcase-let ((`(,line ,column) (place)))
      (letter character)
      (must (lambda () (equal (place) (list line (1+ column)))) (format "%c is typed" character)))))

(defun new-line (typed indent)
  "A new line with that INDENT.  TYPED is the row before: what is typed in full must not be in the way of Enter."
  (must #'settled "company has opened its list or not")
  (let ((offered (ask '(and (bound-and-true-p company-candidates)
                            (substring-no-properties (nth company-selection company-candidates)))))
        (line (car (place))))
    (when (and offered (not (string-suffix-p offered typed)))
;; C-g would end what Emacs is asked at that moment.
      (keys "Escape" "Escape" "Escape")
      (must (lambda () (not (candidates))) "the list is left"))
    (keys "Enter")
    (must (lambda () (= (car (place)) (1+ line))) "Enter is a new line")
    (unless (= (cadr (place)) (length indent))
      (keys "C-a" "C-k")
      (must (lambda () (equal (place) (list (1+ line) 0))) "the indentation is taken away")
      (type-text indent))))

(defun session (name told take)
  (let* ((file (gethash "file" told))
         (rows (gethash "rows" told))
         (meant (mapconcat (lambda (row) (aref row 0)) rows "\n"))
         (before nil))
    (make-directory (file-name-directory (expand-file-name file (getenv "WORKSPACE"))) t)
    (visit file)
    (seq-doseq (row rows)
      (let ((wanted (aref row 0)))
        (when before
          (new-line before (and (string-match "^ *" wanted) (match-string 0 wanted))))
        (seq-doseq (key (seq-drop row 1))
          (if (string-prefix-p "→" key)
              (funcall take (substring key 1))
            (type-text key)))
        (must (lambda () (string-suffix-p wanted (text))) (format "%S is typed" wanted))
        (setq before wanted)))
    (keys "C-x" "C-s")
    (must (lambda () (ask '(not (buffer-modified-p)))) "the file is saved")
    (let ((saved (with-temp-buffer
                   (insert-file-contents (expand-file-name file (getenv "WORKSPACE")))
                   (buffer-string))))
      (check (concat name " is saved as it was meant") (equal (string-trim-right saved "\n") meant) saved))))

(defmacro step (name &rest body)
  (declare (indent 1))
  `(condition-case error (progn ,@body)
     (error (check (concat ,name ": it ran through") nil (error-message-string error)))))

(defun diagnostics ()
  (ask '(mapcar (lambda (it) (substring-no-properties (flymake-diagnostic-text it))) (flymake-diagnostics))))

(step "findings"
  (visit ".claude/agents/slow-reviewer.md")
  (check "findings are shown" (eventually #'diagnostics))
  (ask '(progn (goto-char (point-min)) (search-forward "priority") nil))
  (keys "Left")
  ;; The echo area shows the first line of a hover.
  (check "the first line of the hover explains the key" (eventually (lambda () (string-match-p "urgent" (screen)))) (screen)))

(let ((sessions (with-temp-buffer
                  (insert-file-contents (expand-file-name "../typing/sessions.json" (file-name-directory load-file-name)))
                  (json-parse-buffer))))
  (step "typing" (session "an agent, with M-TAB," (gethash "agent" sessions) #'take-of-emacs))
  (ask '(progn (require 'company) (global-company-mode) nil))
  (step "typing" (session "a skill, with company," (gethash "skill" sessions) #'take-of-company))
  (step "typing" (session "a command, with company," (gethash "command" sessions) #'take-of-company))
  (step "typing" (session "a Copilot agent, with company," (gethash "copilot" sessions) #'take-of-company)))

(ask '(progn (run-at-time 0 nil (lambda () (let ((kill-emacs-query-functions nil) (confirm-kill-processes nil)) (set-buffer-modified-p nil) (kill-emacs)))) nil))
(kill-emacs (if (zerop failed) 0 1))
